import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { boxFolder, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';

const HOST_CARD = '04DE300000DE01';

test('a box tells what it knows of itself, the same to the installer and to the host', async () => {
  const box = await withBox({ diskFree: 5e9, synchronised: () => true });
  const { box: facts, hours } = await box.health();
  expect(facts).toMatchObject({
    ...{ startedAtMs: MONDAY_10, lastSignMs: null, diskFreeBytes: 5e9, hostCards: 1, heardAtMs: {}, policyVersion: 1 },
    ...{ certificate: null, watchdog: false, backupAtMs: null, walBytes: expect.any(Number) },
  });
  expect(hours).toEqual({ open: true, mode: 'staffed', changesAtMs: expect.any(Number) });
  await box.request('POST', '/api/host/request-view');
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
  expect((await box.snapshot()).host?.box).toEqual({
    ...facts,
    heardAtMs: { front: MONDAY_10 },
    ...{ version: (await box.health()).version, clockSynchronised: true, clockUnsure: false, fireInput: null },
  });
});

test('a host card that is blocked opens nothing, and does not count', async () => {
  const box = await withBox();
  expect((await box.health()).box.hostCards).toBe(1);
  await box.request('POST', '/api/host/request-view');
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
  await box.request('POST', '/api/host/next-card', { purpose: 'block' });
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.health()).box.hostCards).toBe(0));
});

const noteBackup = (box: TestBox) =>
  box.request(
    'POST',
    '/api/admin/audit',
    { type: 'backup-made', bytes: 1 },
    { authorization: `Bearer ${readFileSync(join(box.folder, 'admin-token'), 'utf8')}` },
  );

test('it knows when the run before gave its last sign of life, and of a backup of the same day', async () => {
  const folder = boxFolder();
  const first = await withBox({ folder });
  await noteBackup(first);
  await first.stop();
  const second = await withBox({ folder, at: MONDAY_10 + 3_600_000 });
  expect((await second.health()).box).toMatchObject({ lastSignMs: MONDAY_10, backupAtMs: MONDAY_10 });
});
