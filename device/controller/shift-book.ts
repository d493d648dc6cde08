import type { LoggedEvent } from '../contract/events.ts';
import type { ShiftSection } from '../contract/shift.ts';
import type { EpochMs } from '../contract/units.ts';
import { type Shift, shiftAfter } from '../domain/shift.ts';

/** Who has the duty, as the log tells it. */
export class ShiftBook {
  #shift: Shift | null = null;

  note(event: LoggedEvent, at: EpochMs): void {
    this.#shift = shiftAfter(this.#shift, event, at);
  }

  /** Null while nobody has it. */
  section(): ShiftSection | null {
    if (this.#shift === null) return null;
    const { by, since, before } = this.#shift;
    return { by, sinceMs: since, before: before && { by: before.by, sinceMs: before.since } };
  }
}
