import { expect, test } from 'vitest';
import { hostViewWith, occupancyWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { handedOverAt, shiftSummary } from '../../renderer/kiosk/shift-summary.ts';

const noted = (atMs: number) => ({ id: atMs, atMs, category: 'other', text: '', by: 'Anna' });
const shift = { by: 'Kerstin', sinceMs: 5_000, before: { by: 'Anna', sinceMs: 2_000 } };

test('of a well office there is nothing to be told but the count', () => {
  expect(shiftSummary(snapshotWith({ occupancy: occupancyWith() }), hostViewWith())).toEqual({
    ...{ doors: [], incidents: 0, announced: false, held: false, parts: 0 },
  });
});

test('whoever takes over is told of what was written down in the shift before', () => {
  const incidents = [noted(6_000), noted(3_000), noted(1_000)];
  expect(shiftSummary(snapshotWith(), hostViewWith({ shift, incidents })).incidents).toBe(2);
  expect(shiftSummary(snapshotWith(), hostViewWith({ shift: { ...shift, before: null }, incidents })).incidents).toBe(
    1,
  );
});

test('doors that are not as they should be, and parts that do not work', () => {
  const [door] = snapshotWith().doors;
  if (door === undefined) throw new Error('an office has a door');
  const faulted = { state: 'faulted', sinceMs: 0 } as const;
  const doors = [
    { ...door, mode: 'locked-down' as const },
    { ...door, mode: 'accessed' as const },
    { ...door, physical: 'open' as const, strike: faulted },
  ];
  const snapshot = snapshotWith({ doors, broker: { ...faulted, queued: 3 } });
  expect(shiftSummary(snapshot, hostViewWith())).toMatchObject({ doors: [doors[0], doors[2]], parts: 2 });
});

test('a message on the screen, by whomever', () => {
  const untilMs = 9_000;
  const byCentral = snapshotWith({ announcement: { texts: { sv: 'Hej' }, untilMs } });
  const byHost = snapshotWith({ hostAnnouncement: { text: 'Fika', untilMs } });
  for (const snapshot of [byCentral, byHost]) expect(shiftSummary(snapshot, hostViewWith()).announced).toBe(true);
});

test('a shift is new for a minute', () => {
  expect([5_000, 64_999, 65_000].map((now) => handedOverAt(hostViewWith({ shift }), now))).toEqual([
    5_000,
    5_000,
    null,
  ]);
  expect(handedOverAt(hostViewWith({ shift: { ...shift, before: null } }), 5_000)).toBeNull();
});
