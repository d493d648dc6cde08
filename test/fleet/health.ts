import type { HealthBody } from '../../device/contract/feed/state.ts';
import type { DoorId } from '../../device/contract/ids.ts';

/** How a box is of which all parts work; one reader may want looking after. */
export function healthOf(doors: readonly DoorId[], readerWarned: boolean, sinceMs: number): HealthBody {
  const ready = { state: 'ready', sinceMs } as const;
  return {
    ...{ status: 'ok', version: '0.1.0', clockSynchronised: true },
    parts: [
      { part: 'reader front', ...ready, ...(readerWarned && { warningCode: 'reader-in-clear' }) },
      ...doors.map((door) => ({ part: `strike ${door}`, ...ready })),
      ...['log', 'broker'].map((part) => ({ part, ...ready })),
    ],
  };
}
