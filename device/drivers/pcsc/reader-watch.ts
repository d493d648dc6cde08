import type { ContextInterface as Context } from 'smartcard';
import type { Result } from '../../contract/result.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { UnreadableCode } from './messages.ts';
import { readUid } from './read-uid.ts';

/** SCARD_STATE_PRESENT, and the pseudo reader that stands for "a reader came or went" (pcsc-lite's winscard.h). */
const STATE_PRESENT = 0x20;
const STATE_CHANGED = 0x2;
const PLUGGED = '\\\\?PnP?\\Notification';

/** Readers are listed anew at least this often, so that no lost notification hides one for longer. */
const LOOK_EVERY_MS = 1_000;
const LONGEST_READ_MS = 2_000;

export type ReaderWatchListener = {
  readersChanged(names: readonly string[]): void;
  cardPresented(reader: string, credential: CanonicalCredential): void;
  cardUnreadable(reader: string, code: UnreadableCode): void;
  cardRemoved(reader: string): void;
};

/** One reader as it was last seen. `visit` counts the cards that came, so that a late answer is told from a new card. */
type Seen = { state: number; visit: number; readonly context: Context };

/**
 * Follows all readers of one PC/SC context until the service fails; then it throws. A card that lies on a reader when
 * the reader is first seen is no tap: nobody knows when it was laid there.
 */
export async function watchReaders(createContext: () => Context, listener: ReaderWatchListener): Promise<never> {
  const waiting = createContext();
  const seen = new Map<string, Seen>();
  try {
    for (let told: string | null = null; ; ) {
      const names = waiting.listReaders().map(({ name }) => name);
      for (const name of seen.keys()) if (!names.includes(name)) forget(seen, name);
      const list = names.join('\n');
      if (list !== told) listener.readersChanged(names);
      told = list;
      const asked = names.map((name) => ({ name, state: seen.get(name)?.state ?? 0, changed: false, atr: null }));
      const plugged = { name: PLUGGED, state: 0, changed: false, atr: null };
      const states = await waiting.waitForChange([...asked, plugged], LOOK_EVERY_MS);
      for (const { name, state } of states ?? []) {
        if (name !== PLUGGED && state & STATE_CHANGED) noteState(name, state & ~STATE_CHANGED);
      }
    }
  } finally {
    for (const name of [...seen.keys()]) forget(seen, name);
    waiting.close();
  }

  function noteState(name: string, state: number): void {
    const reader = seen.get(name);
    if (reader === undefined) {
      // A context of its own: one that waits for a card, or for a mute reader, holds nobody back.
      seen.set(name, { state, visit: 0, context: createContext() });
      return;
    }
    const [was, is] = [(reader.state & STATE_PRESENT) !== 0, (state & STATE_PRESENT) !== 0];
    // pcsc-lite counts the comings and goings in the upper half of the state.
    const exchanged = was && is && reader.state >>> 16 !== state >>> 16;
    reader.state = state;
    if (was && (!is || exchanged)) {
      reader.visit += 1;
      listener.cardRemoved(name);
    }
    if (is && (!was || exchanged)) void readCard(name, reader, listener);
  }
}

function forget(seen: Map<string, Seen>, name: string): void {
  seen.get(name)?.context.close();
  seen.delete(name);
}

async function readCard(name: string, reader: Seen, listener: ReaderWatchListener): Promise<void> {
  const { visit } = reader;
  const answer = await inTime(readUid(reader.context, name));
  // What was gone before it answered was no tap.
  if (reader.visit !== visit && !answer.ok) return;
  if (answer.ok) listener.cardPresented(name, answer.value);
  else listener.cardUnreadable(name, answer.error.code);
}

type Answer = Result<CanonicalCredential, { readonly code: UnreadableCode }>;

function inTime(answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve) => {
    const tooLong = { ok: false, error: { code: 'card-timeout' } } as const;
    const timer = setTimeout(() => resolve(tooLong), LONGEST_READ_MS);
    void answer.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}
