import type { VisitNumber } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';

/** `stayed`: cards that tapped again. `unknown`: cards that were inside, have not, and were not seen to leave. */
export type RollCallFigure = {
  readonly untilMs: EpochMs;
  readonly stayed: number;
  readonly unknown: number;
  /** Its time is over. */
  readonly ended: boolean;
};

/** Staff leaves, and who stays taps again. It keeps the numbers of visits to count nobody twice, and tells how many alone. */
export class RollCall {
  readonly #until: EpochMs;
  readonly #asked: ReadonlySet<VisitNumber>;
  readonly #answered = new Set<VisitNumber>();
  #atEnd: RollCallFigure | null = null;

  /** `asked`: who is inside now. */
  constructor(until: EpochMs, asked: Iterable<VisitNumber>) {
    this.#until = until;
    this.#asked = new Set(asked);
  }

  /** True for the first tap of each visit that was asked, while it lasts. */
  answer(visit: VisitNumber): boolean {
    if (this.ended || !this.#asked.has(visit) || this.#answered.has(visit)) return false;
    this.#answered.add(visit);
    return true;
  }

  /** What came of it stays as it is then: the visits of whoever did not answer are over. */
  end(lasts: (visit: VisitNumber) => boolean): RollCallFigure {
    this.#atEnd ??= { ...this.figure(lasts), ended: true };
    return this.#atEnd;
  }

  get ended(): boolean {
    return this.#atEnd !== null;
  }

  /** `lasts`: whether a visit does, as the count has it now. */
  figure(lasts: (visit: VisitNumber) => boolean): RollCallFigure {
    if (this.#atEnd !== null) return this.#atEnd;
    const silent = [...this.#asked].filter((visit) => !this.#answered.has(visit) && lasts(visit));
    return { untilMs: this.#until, stayed: this.#answered.size, unknown: silent.length, ended: false };
  }
}
