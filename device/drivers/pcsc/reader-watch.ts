import type { ContextInterface as Context, ReaderState } from 'smartcard';
import type { Prover } from '../ntag424/prover.ts';
import { type CardListener, WatchedReader } from './watched-reader.ts';
import { within } from './within.ts';

/** SCARD_STATE_CHANGED, and the pseudo reader that stands for "a reader came or went" (pcsc-lite's winscard.h). */
const CHANGED = 0x2;
const PLUGGED = '\\\\?PnP?\\Notification';

/** Readers are listed anew at least this often, so that no lost notification hides one for longer. */
const LOOK_EVERY_MS = 1_000;
/** A service that does not even end a wait in this time is hung. */
const LONGEST_WAIT_MS = 3_000;

export type ReaderWatchListener = CardListener & { readersChanged(names: readonly string[]): void };

/**
 * Follows all readers that the PC/SC service knows, until the service fails or hangs; then it rejects. `readers` has
 * those that are plugged in by their names, as long as it goes on. `prove`: as in `Watching`.
 */
export async function watchReaders(
  createContext: () => Context,
  readers: Map<string, WatchedReader>,
  listener: ReaderWatchListener,
  prove: Prover | null,
): Promise<never> {
  const waiting = createContext();
  try {
    for (let told: string | null = null; ; ) {
      const names = namesOf(waiting);
      for (const name of readers.keys()) if (!names.includes(name)) forget(readers, name);
      // One that is new is told once it is known what lies on it: a card that comes later is a tap.
      if (names.every((name) => readers.has(name))) told = tell(names, told);
      for (const { name, state } of await nextStates(waiting, names, readers)) {
        if (name !== PLUGGED && state & CHANGED) noteState(name, state & ~CHANGED);
      }
    }
  } finally {
    for (const name of [...readers.keys()]) forget(readers, name);
    waiting.close();
  }

  function tell(names: readonly string[], told: string | null): string {
    const all = names.join('\n');
    if (all !== told) listener.readersChanged(names);
    return all;
  }

  function noteState(name: string, state: number): void {
    const known = readers.get(name);
    known?.note(state);
    const opened = known ?? WatchedReader.open(createContext(), name, state, { listener, prove });
    if (opened !== null) readers.set(name, opened);
  }
}

async function nextStates(
  context: Context,
  names: readonly string[],
  readers: ReadonlyMap<string, WatchedReader>,
): Promise<readonly ReaderState[]> {
  const asked = [...names, PLUGGED].map((name) => ({
    name,
    state: readers.get(name)?.state ?? 0,
    changed: false,
    atr: null,
  }));
  const wait = context.waitForChange(asked, LOOK_EVERY_MS).catch((error) => {
    // A reader that was unplugged since it was listed fails the wait as well; the service is well then.
    if (namesOf(context).join('\n') === names.join('\n')) throw error;
    return [];
  });
  const states = await within(wait, LONGEST_WAIT_MS, 'hung' as const);
  if (states === 'hung') throw new Error('the PC/SC service does not answer');
  return states ?? [];
}

function namesOf(context: Context): string[] {
  return context.listReaders().map(({ name }) => name);
}

function forget(readers: Map<string, WatchedReader>, name: string): void {
  readers.get(name)?.close();
  readers.delete(name);
}
