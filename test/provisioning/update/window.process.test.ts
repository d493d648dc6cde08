import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownArchitecture } from '../../../provisioning/update/release/manifest.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { runningBox, traceOf } from './a-box.ts';
import { madeRelease } from './a-release.ts';

test('while somebody could need the door the release waits on the box, and the door goes on; --now asks nobody', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0' });
  const starts = traceOf(box.root).length;
  for (const reason of ['open', 'occupied', 'unknown-occupancy', 'evacuation']) {
    box.setWindow(reason);
    expect(await box.apply(release)).toMatchObject({ exit: 75, told: { code: 'window-closed', reason } });
    expect([await box.version(), box.current(), traceOf(box.root).length]).toEqual(['1.0.0', 'release', starts]);
    expect(box.state()).toMatchObject({ underWay: { phase: 'ready', to: { version: '1.1.0' } }, failed: [] });
  }
  expect((await box.apply(release, '--now')).exit).toBe(0);
  expect(await box.version()).toBe('1.1.0');
});

test('the timer takes what waits once it may, although the stick is gone', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0' });
  box.lookIn(release.folder);
  box.setWindow('open');
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'window-closed' } });
  rmSync(release.folder, { recursive: true });
  rmSync(join(box.places.data, 'window.json'));
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'updated', to: '1.1.0' } });
  expect(await box.version()).toBe('1.1.0');
});

test('what a person has left waiting is taken by the timer, where nobody has said where releases come from', async () => {
  const box = await runningBox();
  box.setWindow('open');
  expect(await box.apply(await madeRelease({ version: '1.1.0' }))).toMatchObject({ exit: 75 });
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'window-closed' } });
  box.setWindow('ready');
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'updated', to: '1.1.0' } });
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'not-asked-for' } });
});

test('what waits and has expired meanwhile is not taken, although its source is away', async () => {
  let now = Date.parse('2026-11-30T02:00:00Z');
  const box = await runningBox({}, { nowMs: () => now });
  const release = await madeRelease({ version: '1.1.0' }, { sign: ['--expires', '2026-12-01T00:00:00Z'] });
  box.lookIn(release.folder);
  box.setWindow('open');
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'window-closed' } });
  rmSync(release.folder, { recursive: true });
  box.setWindow('ready');
  now = Date.parse('2026-12-01T00:00:00Z');
  expect(await box.run()).toMatchObject({ exit: 1, told: { code: 'release-expired' } });
  expect([await box.version(), box.state().underWay]).toEqual(['1.0.0', null]);
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'source-empty' } });
});

test('a door that does not answer is not touched but with --now', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0' });
  await box.service.stop();
  expect(await box.apply(release)).toMatchObject({ exit: 75, told: { code: 'door-not-answering' } });
  expect((await box.apply(release, '--now')).exit).toBe(0);
  expect(await box.version()).toBe('1.1.0');
});

test('where nobody has said where releases come from, or nothing is there, there is nothing to do', async () => {
  const box = await runningBox();
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'not-asked-for' } });
  box.lookIn('/media/not-plugged-in');
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'source-empty' } });
  box.lookIn('http://releases.example.se/');
  expect(await box.run()).toMatchObject({ exit: 65, told: { code: 'source-wrong' } });
});

// Only root makes devices; one without a driver is opened as what lies below an automount of a stick that is not there.
test.skipIf(process.getuid?.() !== 0)(
  'a stick that is not plugged in where one is mounted by itself is no fault',
  async () => {
    const box = await runningBox();
    const stick = tempFolder();
    spawnSync('mknod', [join(stick, `ak-release_${ownArchitecture()}.manifest`), 'c', '10', '250']);
    box.lookIn(stick);
    expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'source-empty' } });
  },
);

test('two updates at once: the second is told to come again', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0' });
  const [first, second] = await Promise.all([box.apply(release), box.apply(release)]);
  expect(first.exit).toBe(0);
  expect(second).toMatchObject({ exit: 75, told: { code: 'update-running' } });
  expect(readFileSync(join(box.places.releases, 'lock'), 'utf8')).toBe('');
});

test('a person goes back to the release of before, and the timer leaves it at that', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0' });
  box.lookIn(release.folder);
  expect((await box.run()).exit).toBe(0);
  expect(await box.rollBack()).toMatchObject({ exit: 0, told: { from: '1.1.0', to: '1.0.0' } });
  expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'release-failed-before' } });
});

test('after a change of the schema a person goes back once the database of before is there again', async () => {
  const box = await runningBox();
  const database = join(box.places.data, 'kiosk.sqlite');
  await box.service.stop();
  const before = readFileSync(database);
  await box.service.start();
  const release = await madeRelease({ version: '1.1.0', schema: 2 });
  box.lookIn(release.folder);
  while ((await box.version()) === null) await wait(5);
  expect((await box.run()).exit).toBe(0);
  expect(await box.rollBack('--now')).toMatchObject({ exit: 1, told: { code: 'schema-older-than-database' } });
  // What a restore by the older program leaves.
  await box.service.stop();
  writeFileSync(database, before);
  expect(await box.rollBack('--now')).toMatchObject({ exit: 0, told: { from: '1.1.0', to: '1.0.0' } });
  expect([await box.version(), box.current(), box.schema()]).toEqual(['1.0.0', 'release', 1]);
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'release-failed-before' } });
});
