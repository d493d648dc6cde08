import { BoardSnapshot, OfficeRow } from '../../device/contract/feed/board.ts';

/** Midnight, and the moment that a snapshot is of. */
export const DAY_MS = Date.parse('2026-11-24T00:00:00Z');
export const NOW_MS = Date.parse('2026-11-24T14:25:10Z');

const at = (hours: number) => DAY_MS + hours * 3_600_000;

/** One part as its box tells of it. */
export function partOf(part: string, change: object = {}) {
  return { part, state: 'ready', sinceMs: at(8), ...change };
}

export function doorOf(change: object = {}) {
  return {
    ...{ door: 'entrance', state: 'closed', mode: 'locked', alarm: 'normal', strike: 'ready', tampered: false },
    ...change,
  };
}

export function occupancyOf(present: number | null, change: object = {}) {
  const share = (present ?? 0) / 20;
  const band = share >= 1 ? 'full' : share >= 0.8 ? 'nearly-full' : share >= 0.5 ? 'half-full' : 'calm';
  return {
    ...{ present, seats: 20, quality: present === null ? 'unknown' : 'counted', since: '2026-11-24T09:05:00+01:00' },
    ...{ band: present === null ? null : band, areas: [] },
    ...change,
  };
}

const parts = [partOf('reader front'), partOf('strike entrance'), partOf('log'), partOf('broker')];

export function healthOf(change: object = {}) {
  return { status: 'ok', version: '0.1.0', parts, clockSynchronised: true, ...change };
}

/** A well office with some people inside, with these parts laid over. */
export function officeRow(office: string, change: object = {}): OfficeRow {
  return OfficeRow.parse({
    ...{ operator: 'malmo', office, online: true, onlineSinceMs: at(7), heardAtMs: NOW_MS - 4_000 },
    ...{ occupancy: occupancyOf(7), evacuation: false, doors: [doorOf()], health: healthOf(), missing: 0 },
    ...{ log: 'proven', curve: curveUntil(58, 12) },
    ...change,
  });
}

/** Nobody until half past seven, most at noon, and fewer after; at most so many. */
export function curveUntil(quarters: number, most: number): (number | null)[] {
  const share = (quarter: number) => Math.max(0, Math.sin(((quarter - 30) / 44) * Math.PI));
  return Array.from({ length: quarters }, (_, quarter) => Math.round(most * share(quarter)));
}

export function boardOf(offices: readonly OfficeRow[], change: object = {}): BoardSnapshot {
  const link = { state: 'connected', sinceMs: at(6) };
  return {
    ...BoardSnapshot.parse({ revision: 1, atMs: NOW_MS, link, dayMs: DAY_MS, offices: [], ...change }),
    offices: [...offices],
  };
}

/** Three offices in all kinds of trouble, and one that is well. */
export function troubledOffices(): readonly OfficeRow[] {
  const faulted = { state: 'faulted', faultCode: 'reader-silent' };
  return [
    officeRow('biblioteket'),
    officeRow('torget', {
      occupancy: occupancyOf(19, { quality: 'estimated', areas: [{ area: 'tysta-rummet', present: null }] }),
      evacuation: true,
      doors: [doorOf({ state: 'open', alarm: 'open-too-long' }), doorOf({ door: 'yard', mode: 'locked-down' })],
      missing: 3,
    }),
    officeRow('hamnen', {
      ...{ operator: 'ystad', online: false, onlineSinceMs: at(-13.5), heardAtMs: at(-13.5) },
      ...{ occupancy: null, health: null, log: 'unknown', curve: [null, null] },
    }),
    officeRow('stationen', {
      operator: 'lund',
      occupancy: occupancyOf(null),
      doors: [doorOf({ alarm: 'forced-open', state: 'open', tampered: true, strike: 'faulted' })],
      health: healthOf({
        ...{ status: 'degraded', clockSynchronised: false },
        parts: [
          partOf('reader front', faulted),
          partOf('reader yard', { warningCode: 'reader-in-clear' }),
          partOf('library', { state: 'faulted', faultCode: 'of-a-later-version' }),
          ...parts.slice(1),
        ],
      }),
      log: 'rewritten',
      curve: [...curveUntil(47, 20), null, null, null, 6, 9, 8],
    }),
  ];
}

/** So many offices, of which one in fifty is offline and some want looking after. */
export function manyOffices(count: number): readonly OfficeRow[] {
  const operators = ['malmo', 'lund', 'ystad', 'vasteras', 'kiruna', 'gavle', 'orebro'];
  const places = ['biblioteket', 'torget', 'hamnen', 'stationen', 'folkets-hus', 'skolan', 'centrum', 'bruket'];
  return Array.from({ length: count }, (_, n) => {
    const offline = n % 50 === 17;
    return officeRow(`${places[n % places.length]}-${n}`, {
      operator: operators[n % operators.length],
      online: !offline,
      occupancy: offline ? null : n % 41 === 3 ? occupancyOf(null) : occupancyOf((n * 7) % 22),
      ...(offline && { health: null, doors: [] }),
      ...(n % 97 === 5 && { doors: [doorOf({ alarm: 'open-too-long', state: 'open' })] }),
      ...(n % 131 === 9 && { missing: n }),
      curve: curveUntil(58, (n * 7) % 22),
    });
  });
}
