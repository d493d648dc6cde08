import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';
import { letIn, OTHER_CARD } from './at-door.ts';

/** 2026-03-02, a Monday: by day the test office is open, at four at night it is not. */
const AT_NIGHT = Date.UTC(2026, 2, 2, 3);

const asAdmin = (box: TestBox) => ({
  authorization: `Bearer ${readFileSync(join(box.folder, 'admin-token'), 'utf8')}`,
});

async function windowOf(box: TestBox): Promise<unknown> {
  return (await box.request('GET', '/api/admin/update-window', undefined, asAdmin(box))).body;
}

test('the release may be changed at night in an office that nobody is in', async () => {
  const box = await withBox({ at: AT_NIGHT });
  expect(await windowOf(box)).toEqual({ allowed: true, reason: 'ready', changesAtMs: Date.UTC(2026, 2, 2, 7) });
});

test('not while it is open, and not while somebody has stayed', async () => {
  const box = await withBox();
  expect(await windowOf(box)).toMatchObject({ allowed: false, reason: 'open' });
  await letIn(box, OTHER_CARD);
  await box.stop();
  // Ten minutes after closing, when people still pack up.
  const evening = await withBox({ folder: box.folder, at: Date.UTC(2026, 2, 2, 17, 10) });
  expect(await windowOf(evening)).toMatchObject({ allowed: false, reason: expect.stringMatching(/occup/) });
});

test('who has not read the token in the data folder hears nothing of it', async () => {
  const box = await withBox();
  expect(await box.request('GET', '/api/admin/update-window')).toMatchObject({
    status: 401,
    body: { code: 'admin-token-required' },
  });
});

test('what became of a release is in the log, and told in words of the catalogue alone', async () => {
  const box = await withBox();
  const audit = (event: object) => box.request('POST', '/api/admin/audit', event, asAdmin(box));
  const given = { type: 'release-rolled-back', release: '1.1.0', code: 'part-not-well', databaseAside: true };
  expect(await audit({ type: 'release-confirmed', release: '1.1.0', before: '1.0.0' })).toMatchObject({ status: 200 });
  expect(await audit(given)).toMatchObject({ status: 200 });
  expect(await audit({ ...given, release: 'the newest' })).toMatchObject({ status: 400 });
  const rows = rowsOf(box.folder, `SELECT data FROM access_log WHERE type LIKE 'release-%'`) as { data: string }[];
  expect(rows.map(({ data }) => JSON.parse(data))).toEqual([
    { release: '1.1.0', before: '1.0.0', by: 'admin' },
    { release: '1.1.0', code: 'part-not-well', databaseAside: true, by: 'admin' },
  ]);
});
