import type { OfficeRow } from '../../../device/contract/feed/board.ts';

/** Why somebody should look after an office, the most urgent first. */
export const NEEDS = [
  'evacuation',
  'forced-open',
  'log-alarm',
  'offline',
  'open-too-long',
  'tampered',
  'locked-down',
  'parts-faulted',
  'missing',
  'clock-not-set',
  'parts-warned',
] as const;
export type Need = (typeof NEEDS)[number];

/** What is told in the colours of an alarm; the others can wait until somebody has time. */
const ALARMS: ReadonlySet<Need> = new Set(['evacuation', 'forced-open', 'log-alarm', 'offline', 'open-too-long']);

export function isAlarm(need: Need): boolean {
  return ALARMS.has(need);
}

/**
 * All that is the matter with an office, the most urgent first. What was known of a door or a part when the office was
 * lost still counts: who cuts a box off after a break-in is not to put the alarm out with it.
 */
export function needsOf(office: OfficeRow): readonly Need[] {
  // Asked for again and again of thousands of rows, which never change.
  const needs = known.get(office) ?? NEEDS.filter((need) => TESTS[need](office));
  known.set(office, needs);
  return needs;
}

const known = new WeakMap<OfficeRow, readonly Need[]>();

const TESTS: Readonly<Record<Need, (office: OfficeRow) => boolean>> = {
  evacuation: ({ evacuation }) => evacuation,
  'forced-open': ({ doors }) => doors.some(({ alarm }) => alarm === 'forced-open'),
  'log-alarm': ({ log }) => log !== 'proven' && log !== 'unknown',
  offline: ({ online }) => online === false,
  'open-too-long': ({ doors }) => doors.some(({ alarm }) => alarm === 'open-too-long'),
  tampered: ({ doors }) => doors.some(({ tampered }) => tampered),
  'locked-down': ({ doors }) => doors.some(({ mode }) => mode === 'locked-down'),
  'parts-faulted': ({ doors, health }) =>
    health?.status === 'degraded' || doors.some(({ strike }) => strike === 'faulted'),
  missing: ({ missing }) => missing > 0,
  'clock-not-set': ({ health }) => health?.clockSynchronised === false,
  'parts-warned': ({ health }) => health?.parts.some(({ warningCode }) => warningCode !== undefined) ?? false,
};
