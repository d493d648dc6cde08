import { assert as check, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfficeRow } from '../../device/contract/feed/board.ts';
import { officeName } from '../../device/contract/feed/topics.ts';
import { dayTop, sparkPath } from '../../renderer/board/rules/curve.ts';
import { needsOf } from '../../renderer/board/rules/needs.ts';
import { inOrder } from '../../renderer/board/rules/order.ts';
import { finderOf, fits } from '../../renderer/board/rules/shown.ts';
import { totalsOf } from '../../renderer/board/rules/totals.ts';
import {
  COLUMNS,
  FILTERS,
  FIRST_VIEW,
  readView,
  sortAsked,
  type View,
  writeView,
} from '../../renderer/board/rules/view.ts';
import { DAY_MS, doorOf, healthOf, occupancyOf, officeRow, partOf, troubledOffices } from '../support/board-offices.ts';

const well = officeRow('biblioteket');
const names = (offices: readonly OfficeRow[]) => offices.map(officeName);

describe('what wants looking after', () => {
  const needs = (change: object) => needsOf(officeRow('torget', change));

  test('is nothing in an office that is well, however full it is', () => {
    expect(needsOf(well)).toEqual([]);
    expect(needs({ occupancy: occupancyOf(25) })).toEqual([]);
    expect(needs({ occupancy: null, health: null, doors: [], log: 'unknown', online: null })).toEqual([]);
  });

  test('is told with the most urgent first', () => {
    const change = {
      missing: 2,
      evacuation: true,
      online: false,
      log: 'went-back',
      doors: [doorOf({ tampered: true })],
    };
    expect(needs(change)).toEqual(['evacuation', 'log-alarm', 'offline', 'tampered', 'missing']);
  });

  test.each([
    ['a door that was forced', { doors: [doorOf({ alarm: 'forced-open' })] }, 'forced-open'],
    ['a door that is held open', { doors: [doorOf({ alarm: 'open-too-long' })] }, 'open-too-long'],
    ['a door that is locked down', { doors: [doorOf({ mode: 'locked-down' })] }, 'locked-down'],
    ['a lock that does not answer', { doors: [doorOf({ strike: 'faulted' })] }, 'parts-faulted'],
    ['a part that does not work', { health: healthOf({ status: 'degraded' }) }, 'parts-faulted'],
    ['a clock that nobody has set', { health: healthOf({ clockSynchronised: false }) }, 'clock-not-set'],
    [
      'a part that works and has a warning',
      { health: healthOf({ parts: [partOf('log', { warningCode: 'disk-nearly-full' })] }) },
      'parts-warned',
    ],
  ])('%s', (_, change, need) => {
    expect(needs(change)).toEqual([need]);
  });

  test('an alarm of a door outlives the contact with its box', () => {
    expect(needs({ online: false, doors: [doorOf({ alarm: 'forced-open' })] })).toEqual(['forced-open', 'offline']);
  });
});

describe('the order', () => {
  test('is at first by what wants looking after, and by name where that is the same', () => {
    expect(names(inOrder([...troubledOffices(), officeRow('arkivet')], FIRST_VIEW.sort))).toEqual([
      'malmo/torget',
      'lund/stationen',
      'ystad/hamnen',
      'malmo/arkivet',
      'malmo/biblioteket',
    ]);
  });

  test('has what is not known last, whichever way round', () => {
    const counts = [7, null, 19, 0].map((present, n) => officeRow(`o-${n}`, { occupancy: occupancyOf(present) }));
    const by = (direction: 'ascending' | 'descending') =>
      inOrder(counts, { column: 'inside', direction }).map(({ occupancy }) => occupancy?.present);
    expect(by('descending')).toEqual([19, 7, 0, null]);
    expect(by('ascending')).toEqual([0, 7, 19, null]);
  });

  test('by the log puts a log that is not what it was before any number of missing messages', () => {
    const offices = [
      officeRow('loses', { missing: 900_000 }),
      officeRow('lies', { log: 'rewritten' }),
      officeRow('unheard', { log: 'unknown' }),
      well,
    ];
    expect(names(inOrder(offices, { column: 'log', direction: 'descending' }))).toEqual([
      'malmo/lies',
      'malmo/loses',
      'malmo/biblioteket',
      'malmo/unheard',
    ]);
  });

  test.each(COLUMNS)('by %s loses no office and leaves none in two places', (column) => {
    for (const direction of ['ascending', 'descending'] as const)
      expect(names(inOrder(troubledOffices(), { column, direction })).sort()).toEqual(
        names(troubledOffices()).toSorted(),
      );
  });
});

describe('the search', () => {
  const finds = (search: string) => finderOf(search)(officeRow('biblioteket-2'));

  test('finds each of its words anywhere in operator and office, with dots and rings or without', () => {
    expect(['', 'biblio', 'malmö', 'MALMÖ bib', 'teket-2 malmo', ' malmo/bib '].map(finds)).not.toContain(false);
    expect(['lund', 'malmo torget', 'biblioteket-3'].map(finds)).not.toContain(true);
  });
});

describe('the filters', () => {
  test('pass those that they name', () => {
    const passed = (offices: readonly OfficeRow[]) =>
      FILTERS.map((filter) => names(offices.filter((office) => fits(office, filter))));
    expect(passed(troubledOffices())).toEqual([
      ['malmo/biblioteket', 'malmo/torget', 'ystad/hamnen', 'lund/stationen'],
      ['malmo/torget', 'ystad/hamnen', 'lund/stationen'],
      ['ystad/hamnen'],
      ['malmo/torget'],
    ]);
  });
});

describe('the totals', () => {
  test('count persons only where they are known, and say in how many offices they are not', () => {
    expect(totalsOf([...troubledOffices(), officeRow('ny', { online: null, occupancy: null })])).toEqual({
      ...{ offices: 5, online: 3, offline: 1, unheard: 1 },
      ...{ inside: 26, uncounted: 3, needs: 3, nearlyFull: 1 },
    });
  });
});

describe('a bookmark', () => {
  test('says nothing of the first view, and is read again as what was written', () => {
    expect(writeView(FIRST_VIEW)).toBe('');
    const views = property(
      constantFrom(...COLUMNS),
      constantFrom<View['sort']['direction']>('ascending', 'descending'),
      constantFrom(...FILTERS),
      string(),
      (column, direction, filter, search) => {
        const view: View = { sort: { column, direction }, filter, search: search.trim(), office: 'malmo/torget' };
        expect(readView(`#${writeView(view)}`)).toEqual(view);
      },
    );
    check(views);
  });

  test('that nobody can read shows the first view', () => {
    expect(readView('#sort=price.up&show=%&x')).toEqual(FIRST_VIEW);
  });

  test('of a column that is asked for twice is turned round', () => {
    const once = sortAsked(FIRST_VIEW.sort, 'office');
    expect([once, sortAsked(once, 'office')].map(({ direction }) => direction)).toEqual(['ascending', 'descending']);
    expect(sortAsked(once, 'inside')).toEqual({ column: 'inside', direction: 'descending' });
  });
});

describe('the curve of the day', () => {
  test('is a step line that is broken where nothing is known', () => {
    expect(sparkPath([0, 10, 10, null, 20], 20)).toBe('M0 27H1V14H2H3M4 1H5');
    expect(sparkPath([null, null], 20)).toBe('');
  });

  test('has its top where the most were there first', () => {
    expect(dayTop([0, null, 4, 9, 9], DAY_MS)).toEqual({ most: 9, atMs: DAY_MS + 3 * 900_000 });
    expect(dayTop([null], DAY_MS)).toBeNull();
  });
});
