import type { DoorId, VisitNumber } from '../contract/ids.ts';

/**
 * Grants by which visits have begun, since their door was last opened after one: when none of a visit's is taken, there
 * was no visit. Who taps once more before the door has opened has as many to take back.
 */
export class UntakenGrants {
  readonly #doors = new Map<DoorId, Map<VisitNumber, number>>();

  /** `begins`: a visit begins by it; else it counts where one has begun, and the door has not been opened since. */
  note(visit: VisitNumber, door: DoorId, begins: boolean): void {
    const visits = this.#doors.get(door) ?? new Map<VisitNumber, number>();
    this.#doors.set(door, visits);
    const grants = begins ? 0 : visits.get(visit);
    if (grants !== undefined) visits.set(visit, grants + 1);
  }

  /** The door was opened: whoever waited for it has come in. */
  taken(door: DoorId): void {
    this.#doors.delete(door);
  }

  /** One was not taken. Returns whether it was the last by which the visit could have begun. */
  takeBack(visit: VisitNumber, door: DoorId): boolean {
    const visits = this.#doors.get(door);
    const grants = visits?.get(visit);
    if (visits === undefined || grants === undefined) return false;
    if (grants > 1) visits.set(visit, grants - 1);
    else visits.delete(visit);
    return grants === 1;
  }

  clear(): void {
    this.#doors.clear();
  }
}
