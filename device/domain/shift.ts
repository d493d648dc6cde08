import type { LoggedEvent } from '../contract/events.ts';
import type { EpochMs } from '../contract/units.ts';

/** Who has the duty, by label, and since when; `before`: from whom it was taken over, if it was. */
export type Shift = {
  readonly by: string;
  readonly since: EpochMs;
  readonly before: { readonly by: string; readonly since: EpochMs } | null;
};

/**
 * The first host of a day who opens the host view has the duty until it is handed over, or a new day begins. Null while
 * nobody has it. Of hosts it is known what the log knows already, and no more.
 */
export function shiftAfter(shift: Shift | null, event: LoggedEvent, at: EpochMs): Shift | null {
  switch (event.type) {
    case 'occupancy-reset':
      return null;
    case 'host-view-opened':
      return shift ?? (event.by === undefined ? null : { by: event.by, since: at, before: null });
    case 'shift-handed-over':
      return { by: event.to, since: at, before: { by: event.by, since: shift?.since ?? at } };
    default:
      return shift;
  }
}
