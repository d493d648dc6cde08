import type { CredentialHash } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';

/** `stayed`: cards that tapped again. `unknown`: cards that were inside, have not, and were not seen to leave. */
export type RollCallFigure = {
  readonly untilMs: EpochMs;
  readonly stayed: number;
  readonly unknown: number;
  /** Its time is over. */
  readonly ended: boolean;
};

/** Staff leaves, and who stays taps again. It keeps hashes to count nobody twice, and tells numbers alone. */
export class RollCall {
  readonly #until: EpochMs;
  readonly #asked: ReadonlySet<CredentialHash>;
  readonly #answered = new Set<CredentialHash>();
  #ended = false;

  /** `asked`: who is inside now. */
  constructor(until: EpochMs, asked: Iterable<CredentialHash>) {
    this.#until = until;
    this.#asked = new Set(asked);
  }

  /** True for the first tap of each card that was asked, while it lasts. */
  answer(credential: CredentialHash): boolean {
    if (this.#ended || !this.#asked.has(credential) || this.#answered.has(credential)) return false;
    this.#answered.add(credential);
    return true;
  }

  end(): void {
    this.#ended = true;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** `isInside`: as the count has it now. */
  figure(isInside: (credential: CredentialHash) => boolean): RollCallFigure {
    const silent = [...this.#asked].filter((credential) => !this.#answered.has(credential) && isInside(credential));
    return { untilMs: this.#until, stayed: this.#answered.size, unknown: silent.length, ended: this.#ended };
  }
}
