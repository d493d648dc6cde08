import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../device/contract/api.ts';
import { AreaId } from '../../device/contract/ids.ts';
import { type MusterEntry, MusterSection } from '../../device/contract/muster.ts';
import { monotonicMs } from '../../device/contract/units.ts';
import { hostViewWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { chooseScreen, SILENCE_LIMIT } from '../../renderer/kiosk/choose-screen.ts';
import { initialState, reduce } from '../../renderer/kiosk/kiosk-state.ts';
import { missingByArea, musterMissing, musterPage } from '../../renderer/kiosk/muster-figures.ts';

const at = monotonicMs;

describe('while the fire alarm is on', () => {
  const { atMs } = snapshotWith();
  const host = hostViewWith({ locksAtMs: atMs + 60_000 });
  const shown = (change: Partial<Snapshot>, now = 0) => {
    const snapshot = snapshotWith({ evacuation: true, ...change });
    return chooseScreen(reduce(initialState(at(0)), { type: 'snapshot', snapshot }, at(0)), at(now));
  };

  test('a host’s card can be asked for, on the screen that sends everybody out', () => {
    expect(shown({})).toMatchObject({ kind: 'evacuation', asksHost: false });
    expect(shown({ pendingTap: { purpose: 'host-view', untilMs: 1 } })).toMatchObject({
      kind: 'evacuation',
      asksHost: true,
    });
  });

  test('the host view is shown to whoever holds it, without anybody’s outcome over it; a PIN is the next host’s', () => {
    const door = snapshotWith().readers[0]?.door;
    if (door === undefined) throw new Error('there is no door');
    const lastTap = { id: 1, atMs, door, outcome: 'granted', direction: 'out', notes: [] } as const;
    const pinEntry = { id: 2, door, typed: 0, untilMs: atMs + 45_000 };
    expect(shown({ host, lastTap: { ...lastTap, notes: [] }, pinEntry })).toMatchObject({
      ...{ kind: 'host', tap: null, pin: pinEntry },
    });
  });

  test('no list of a box that cannot be heard is shown', () => {
    expect(shown({ host }, SILENCE_LIMIT + 1)).toEqual({ kind: 'evacuation', present: null, asksHost: false });
  });
});

describe('the muster list on the screen', () => {
  const quiet = AreaId.parse('quiet-room');
  const areas = [
    { id: quiet, name: 'Tysta rummet' },
    { id: AreaId.parse('workshop'), name: 'Verkstan' },
  ];
  const row = (entry: number, more: object = {}) => ({
    ...{ kind: 'visit', entry, persons: 1, state: 'missing', role: 'visitor', sinceMs: 0, areas: [] },
    ...more,
  });
  const listOf = (entries: readonly object[]) =>
    MusterSection.parse({
      ...{ drill: false, startedAtMs: 0, present: 9, quality: 'counted', sinceMs: 0, listed: 9, safe: 4, entries },
    });

  test('tells how many persons are missing', () => {
    expect(musterMissing(listOf([]))).toBe(5);
  });

  test('tells of each room that somebody was in how many persons of it are missing', () => {
    const list = listOf([
      row(1, { areas: [quiet], persons: 3 }),
      row(2, { areas: [quiet], state: 'left' }),
      row(3),
      { kind: 'added', entry: 4, persons: 2, state: 'missing' },
    ]);
    expect(missingByArea(list, areas)).toEqual([{ id: quiet, name: 'Tysta rummet', missing: 3 }]);
  });

  test('is turned page by page, eight rows each, and never to a page that is not there', () => {
    const rows = listOf(Array.from({ length: 17 }, (_, n) => row(n + 1))).entries;
    const shown = (wanted: number, of: readonly MusterEntry[] = rows) => {
      const { page, pages, rows: some } = musterPage(of, wanted);
      return [page, pages, some.map(({ entry }) => entry)];
    };
    expect(shown(0)).toEqual([0, 3, [1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(shown(2)).toEqual([2, 3, [17]]);
    expect(shown(9)).toEqual([2, 3, [17]]);
    expect(shown(0, [])).toEqual([0, 1, []]);
  });
});
