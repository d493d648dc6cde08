import type { CredentialHash } from '../../contract/ids.ts';
import type { Milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { PatronAnswer } from '../../ports/patron-directory.ts';

/** What is asked about: the number in clear (I4) and the PIN live no longer than the asking. */
export type Asked = {
  readonly credential: CredentialHash;
  readonly card: string;
  readonly pin: string | null;
};

/** Somebody who waits for an answer. It is given once; what comes after that is not heard. */
export class PendingAsk {
  readonly asked: Asked;
  readonly deadline: Milliseconds;
  readonly #resolve: (answer: PatronAnswer) => void;
  readonly #cancelDeadline: CancelTimer;

  /** `overdue` is called once, `deadline` from now, unless an answer has been given. */
  constructor(
    asked: Asked,
    deadline: Milliseconds,
    parts: {
      readonly clock: Clock;
      readonly resolve: (answer: PatronAnswer) => void;
      readonly overdue: (ask: PendingAsk) => void;
    },
  ) {
    this.asked = asked;
    this.deadline = deadline;
    this.#resolve = parts.resolve;
    this.#cancelDeadline = parts.clock.after(deadline, () => parts.overdue(this));
  }

  answer(answer: PatronAnswer): void {
    this.#cancelDeadline();
    this.#resolve(answer);
  }
}
