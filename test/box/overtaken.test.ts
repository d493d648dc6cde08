import { expect, test, vi } from 'vitest';
import { ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';
import { asHost, HOST_CARD, present, tapped } from './at-door.ts';

const LIBRARY_CARD = '21234000000014';

const config = {
  ...ruled({ modes: { staffed: { who: 'library' } }, library: { offline: 'allow-all' } }),
  library: { system: 'simulated' },
  repeatTapMs: 0,
};

async function libraryIs(box: TestBox, state: string): Promise<void> {
  await vi.waitFor(async () => {
    box.clock.advance(500);
    expect((await box.health()).library?.state).toBe(state);
  });
}

test('a tap that waits for the library while the next one is let in opens nothing, and is in the log as overtaken', async () => {
  const box = await withBox({ config });
  await libraryIs(box, 'ready');
  // It would be let in when the library has not answered in time.
  await box.request('POST', '/sim/library', { trouble: 'mute' });
  await box.request('POST', '/sim/readers/front/present', { barcode: LIBRARY_CARD });
  expect(await tapped(box, HOST_CARD)).toMatchObject({ outcome: 'granted' });
  const shown = (await box.snapshot()).lastTap;
  await vi.waitFor(() => {
    box.clock.advance(100);
    expect(box.journal.types()).toContain('access-denied');
  });
  // The screen and the strike are the next one's.
  expect((await box.snapshot()).lastTap).toEqual(shown);
  expect(await present(box)).toBe(1);
  await asHost(box);
  expect((await box.snapshot()).host?.decisions).toMatchObject([
    { outcome: 'denied', reason: 'overtaken' },
    { outcome: 'granted' },
  ]);
  await box.stop();
  expect(
    rowsOf(
      box.folder,
      `SELECT type, json_extract(data, '$.kind') AS kind, json_extract(data, '$.reason') AS reason, subject IS NULL AS nobody
        FROM access_log WHERE type IN ('access-granted', 'access-denied') ORDER BY seq`,
    ),
  ).toEqual([
    { type: 'access-granted', kind: 'uid', reason: null, nobody: 0 },
    { type: 'access-denied', kind: 'barcode', reason: 'overtaken', nobody: 1 },
  ]);
  expect(box.strikeMoves().filter(Boolean)).toHaveLength(1);
});
