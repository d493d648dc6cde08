import type { ContextInterface as Context, ReaderInterface as Reader } from 'smartcard';
import type { NdefFault, NdefRecord } from '../../contract/ndef.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { ReaderFeedback } from '../../ports/card-reader.ts';
import type { Proof, Prover } from '../ntag424/prover.ts';
import { hasLights, lightsCommand } from './lights.ts';
import type { UnreadableCode } from './messages.ts';
import { readMessage } from './read-message.ts';
import { readUid } from './read-uid.ts';
import { withCard } from './with-card.ts';
import { within } from './within.ts';

/** SCARD_STATE_PRESENT of pcsc-lite's winscard.h. */
const PRESENT = 0x20;
const LONGEST_READ_MS = 2_000;

/** A card: its UID in clear, and what it has proven beside. */
export type CardRead = { readonly credential: CanonicalCredential; readonly proof: Proof | null };

/** Who is told, and what cards are asked to prove; null where they are asked for no more than their UID. */
export type Watching = { readonly listener: CardListener; readonly prove: Prover | null };

export type CardListener = {
  cardPresented(reader: string, card: CardRead): void;
  cardUnreadable(reader: string, code: UnreadableCode): void;
  cardRemoved(reader: string): void;
};

/**
 * One plugged-in reader. Tells of its cards in the order in which they came and went; one that was there when the
 * reader was first seen is no tap, for nobody knows when it was laid there.
 */
export class WatchedReader {
  /** What PC/SC said last: SCARD_STATE_… flags, and in the upper half the count of comings and goings. */
  state: number;
  readonly #context: Context;
  readonly #reader: Reader;
  readonly #listener: CardListener;
  readonly #prove: Prover | null;
  /** Counts the cards that came, so that a late answer is not taken for the next card's. */
  #visit = 0;
  #turn: Promise<void> = Promise.resolve();

  private constructor(context: Context, reader: Reader, state: number, { listener, prove }: Watching) {
    this.#context = context;
    this.#reader = reader;
    this.state = state;
    this.#listener = listener;
    this.#prove = prove;
  }

  /**
   * Takes the context as its own: PC/SC locks a context while it waits for a card, and a mute one must hold nobody
   * back. Null, and the context closed, when the reader has gone meanwhile.
   */
  static open(context: Context, name: string, state: number, watching: Watching): WatchedReader | null {
    const reader = context.listReaders().find((plugged) => plugged.name === name);
    if (reader !== undefined) return new WatchedReader(context, reader, state, watching);
    context.close();
    return null;
  }

  note(state: number): void {
    const [was, is] = [(this.state & PRESENT) !== 0, (state & PRESENT) !== 0];
    const exchanged = was && is && this.state >>> 16 !== state >>> 16;
    this.state = state;
    if (was && (!is || exchanged)) this.#inTurn(async () => this.#listener.cardRemoved(this.#reader.name));
    if (!is || (was && !exchanged)) return;
    this.#visit += 1;
    const visit = this.#visit;
    this.#inTurn(() => this.#read(visit));
  }

  /** While a card lies there, as it does at the moment of a decision: without one PC/SC has no way to the lights. */
  show(feedback: ReaderFeedback): void {
    const command = hasLights(this.#reader.name) ? lightsCommand(feedback) : null;
    if (command === null) return;
    this.#inTurn(async () => {
      if (this.#hasCard) await withCard(this.#reader, (card) => card.transmit([...command])).catch(() => {});
    });
  }

  readMessage(): Promise<Result<readonly NdefRecord[], { readonly code: NdefFault }>> {
    return new Promise((resolve) => {
      this.#inTurn(async () => {
        if (!this.#hasCard) return resolve(err({ code: 'card-absent' }));
        const answer = readMessage(this.#reader);
        resolve(await within(answer, LONGEST_READ_MS, err({ code: 'card-timeout' })));
        await answer;
      });
    });
  }

  get #hasCard(): boolean {
    return (this.state & PRESENT) !== 0;
  }

  close(): void {
    this.#visit += 1;
    this.#context.close();
  }

  /** One after the other: two reads at a time would lock each other out on this thread. */
  #inTurn(action: () => Promise<void>): void {
    this.#turn = this.#turn.then(action);
  }

  async #read(visit: number): Promise<void> {
    if (visit !== this.#visit) return;
    const answer = this.#readCard();
    const told = await within(answer, LONGEST_READ_MS, null);
    // After an exchange it may be the next card that answered; that one has a reading of its own.
    if (visit === this.#visit) this.#tell(told);
    await answer;
  }

  /** Its UID; and of a card that could be one of the office's own tags, what it proves. */
  async #readCard(): Promise<Result<CardRead, { readonly code: UnreadableCode }>> {
    const uid = await readUid(this.#reader);
    if (!uid.ok) return uid;
    const plain = { credential: uid.value, proof: null };
    if (this.#prove === null || !mayBeNtag424(uid.value)) return ok(plain);
    const message = await readMessage(this.#reader);
    return ok({ ...plain, proof: message.ok ? this.#prove(uid.value, message.value) : null });
  }

  #tell(answer: Result<CardRead, { readonly code: UnreadableCode }> | null): void {
    const { name } = this.#reader;
    if (answer === null) this.#listener.cardUnreadable(name, 'card-timeout');
    else if (answer.ok) this.#listener.cardPresented(name, answer.value);
    else this.#listener.cardUnreadable(name, answer.error.code);
  }
}

/** NXP's tags have seven bytes that begin with 04 (ISO/IEC 7816-6), or a UID that they make up. */
function mayBeNtag424({ canonical, randomUid }: CanonicalCredential): boolean {
  return randomUid || (canonical.length === 14 && canonical.startsWith('04'));
}
