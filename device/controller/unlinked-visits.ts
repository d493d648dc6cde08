import type { Pseudonym } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import type { VisitBook } from '../domain/visits.ts';

/**
 * Visits that last, and whose bearer has had erased what leads to them. The card still ends its visit, since the count
 * in memory knows it; but what the log keeps of that must not lead back.
 */
export class UnlinkedVisits {
  readonly #visits: Pick<VisitBook, 'visitOf'>;
  /** By when they began: numbers are given anew every day. */
  readonly #entered = new Map<Pseudonym, EpochMs>();

  constructor(visits: Pick<VisitBook, 'visitOf'>) {
    this.#visits = visits;
  }

  /** The visit that this bearer is on, if there is one. */
  unlink(pseudonym: Pseudonym): void {
    const visit = this.#visits.visitOf(pseudonym);
    if (visit !== null) this.#entered.set(pseudonym, visit.enteredAt);
  }

  /** Whether the visit that this bearer is on is such a one. */
  has(pseudonym: Pseudonym): boolean {
    const enteredAt = this.#entered.get(pseudonym);
    return enteredAt !== undefined && this.#visits.visitOf(pseudonym)?.enteredAt === enteredAt;
  }
}
