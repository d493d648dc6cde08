import { stringify } from 'csv-stringify/sync';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';

const instant = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());

const columns: Readonly<Record<string, (row: OfficeRow) => string | number | boolean | null>> = {
  operator: ({ operator }) => operator,
  office: ({ office }) => office,
  online: ({ online }) => online,
  online_since: ({ onlineSinceMs }) => instant(onlineSinceMs),
  heard_at: ({ heardAtMs }) => instant(heardAtMs),
  present: ({ occupancy }) => occupancy?.present ?? null,
  seats: ({ occupancy }) => occupancy?.seats ?? null,
  quality: ({ occupancy }) => occupancy?.quality ?? null,
  evacuation: ({ evacuation }) => evacuation,
  doors: ({ doors }) => doors.map(({ door, mode, state }) => `${door}: ${mode}, ${state}`).join('; '),
  alarms: ({ doors }) =>
    doors.flatMap(({ door, alarm }) => (alarm === 'normal' ? [] : [`${door}: ${alarm}`])).join('; '),
  health: ({ health }) => health?.status ?? null,
  faults: ({ health }) =>
    (health?.parts ?? []).flatMap(({ part, faultCode }) => (faultCode ? [`${part}: ${faultCode}`] : [])).join('; '),
  version: ({ health }) => health?.version ?? null,
  missing: ({ missing }) => missing,
  log: ({ log }) => log,
};

/** All offices as RFC 4180 has it. What a spreadsheet would take for a formula is told as text (OWASP, CSV injection). */
export function officesCsv(rows: readonly OfficeRow[]): string {
  const records = rows.map((row) => Object.values(columns).map((value) => value(row)));
  return stringify([Object.keys(columns), ...records], {
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => String(value) },
  });
}
