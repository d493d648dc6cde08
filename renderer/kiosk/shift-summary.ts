import type { DoorHealth, HostView, Snapshot } from '../../device/contract/api.ts';
import type { PartStatus } from '../../device/contract/status.ts';

/** What whoever takes over has to know beside the count. `parts`: how many do not work. */
export type ShiftSummary = {
  readonly doors: readonly DoorHealth[];
  readonly incidents: number;
  readonly announced: boolean;
  readonly held: boolean;
  readonly parts: number;
};

/** Of the shift that was handed over where it just was, else of the one that goes on. */
export function shiftSummary(snapshot: Snapshot, { shift, incidents, retention }: HostView): ShiftSummary {
  const since = shift?.before?.sinceMs ?? shift?.sinceMs ?? 0;
  return {
    doors: snapshot.doors.filter(
      ({ mode, alarm, physical }) => !isNormal(mode) || alarm !== 'normal' || physical === 'open',
    ),
    incidents: incidents.filter(({ atMs }) => atMs >= since).length,
    announced: snapshot.announcement !== null || snapshot.hostAnnouncement !== null,
    held: retention.hold !== null,
    parts: partsOf(snapshot).filter((part) => part?.state === 'faulted').length,
  };
}

function isNormal(mode: DoorHealth['mode']): boolean {
  return mode === 'locked' || mode === 'accessed';
}

function partsOf({ readers, doors, library, log, broker, sound }: Snapshot): readonly (PartStatus | null)[] {
  return [
    ...readers,
    ...doors.flatMap(({ strike, contact, rex, tamper }) => [strike, contact, rex, tamper]),
    ...[library, log, broker, sound.speech, sound.headphones],
  ];
}

/** Just long enough for the next host to read what there is to know. */
const FRESH_MS = 60_000;

/** When the duty was handed over, if that was just now; else null. */
export function handedOverAt({ shift }: HostView, now: number): number | null {
  return shift !== null && shift.before !== null && now - shift.sinceMs < FRESH_MS ? shift.sinceMs : null;
}
