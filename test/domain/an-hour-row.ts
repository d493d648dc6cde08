import { HourRow } from '../../device/contract/statistics.ts';

/** An hour of an office that is open all through it, with these parts laid over. */
export function hourRow(hourMs: number, change: Partial<HourRow> = {}): HourRow {
  const open = { staffed: 60, 'self-hosted': 0, unattended: 0 };
  return HourRow.parse({
    ...{ hourMs, presentMean: 0, presentPeak: 0, knownMinutes: 60, entries: 0, exits: 0, companions: 0, denied: {} },
    endedBy: { 'tapped-out': 0, 'slot-end': 0, nightly: 0, host: 0, 'staff-leaves': 0 },
    dwell: { under15Min: 0, from15MinTo1H: 0, from1HTo3H: 0, over3H: 0, unknown: 0 },
    ...{ openPlannedMinutes: open, openActualMinutes: open },
    ...change,
  });
}
