import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash, ReaderId } from '../contract/ids.ts';
import type { Milliseconds, MonotonicMs } from '../contract/units.ts';
import type { CardPresented } from '../ports/card-reader.ts';
import type { Journal } from '../ports/journal.ts';
import type { Doors } from './doors.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { NextCard } from './next-card.ts';
import type { Outcomes } from './outcomes.ts';
import type { PendingTapSlot, TapPurpose } from './pending-tap.ts';
import type { PinAsker } from './pin-asker.ts';
import type { RollCaller } from './roll-caller.ts';
import type { TapDecider } from './tap-decider.ts';

export type TapHandlerParts = {
  readonly repeatTap: Milliseconds;
  readonly pendingTap: PendingTapSlot;
  readonly nextCard: NextCard;
  readonly rollCaller: RollCaller;
  readonly decider: TapDecider;
  readonly doors: Pick<Doors, 'refusal'>;
  readonly pins: PinAsker;
  readonly outcomes: Outcomes;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly journal: Journal;
};

/** What one tap is: something that was asked for, an answer to a roll call, the same once more, or somebody who comes. */
export class TapHandler {
  readonly #parts: TapHandlerParts;
  /** The newest tap of each reader, by a mark of its own: the screen is no longer for an older one that waits for a PIN. */
  readonly #newest = new Map<ReaderId, symbol>();
  readonly #lastSeen = new Map<ReaderId, { readonly hash: CredentialHash; readonly at: MonotonicMs }>();

  constructor(parts: TapHandlerParts) {
    this.#parts = parts;
  }

  /** Resolves when the tap has had its effect. */
  async handle(reader: ReaderConfig, card: CardPresented): Promise<void> {
    const { nextCard, rollCaller, decider, pins, outcomes, journal } = this.#parts;
    const repeated = this.#isRepeated(reader.id, card);
    const purpose = this.#purposeAt(reader, card);
    const tap = Symbol('tap');
    if (purpose !== null || !repeated) this.#newest.set(reader.id, tap);
    const overtaken = () => this.#newest.get(reader.id) !== tap;
    if (purpose !== null) await nextCard.serve(purpose, reader, card, overtaken);
    else if (repeated) journal.write({ type: 'tap-repeated', reader: reader.id });
    else if (reader.direction !== 'out' && rollCaller.answer(card.credential.hash))
      outcomes.show(reader, { outcome: 'stays' });
    else {
      pins.cancelAt(reader.id);
      await decider.decide(reader, card);
    }
  }

  /** Nobody may be known here by a personal identity number, not even by its hash. */
  refusePersonalNumber(reader: ReaderConfig): void {
    const { keeper, outcomes } = this.#parts;
    void keeper.keep({ type: 'personal-number-refused', reader: reader.id, door: reader.door });
    outcomes.show(reader, { outcome: 'personal-number' });
  }

  /** While the fire alarm is on a host's card may be waited for; anybody else's is of somebody who goes out meanwhile. */
  #purposeAt(reader: ReaderConfig, { credential }: CardPresented): TapPurpose | null {
    const { doors, nextCard, pendingTap } = this.#parts;
    const goesOut = doors.refusal(reader.door) === 'fire-alarm' && !nextCard.isHosts(credential.hash);
    return goesOut ? null : pendingTap.take();
  }

  /** Somebody who holds the card there a second time, to be sure, is not on the way out again. */
  #isRepeated(reader: ReaderId, { credential, readAt }: CardPresented): boolean {
    const last = this.#lastSeen.get(reader);
    this.#lastSeen.set(reader, { hash: credential.hash, at: readAt });
    return last?.hash === credential.hash && readAt - last.at < this.#parts.repeatTap;
  }
}
