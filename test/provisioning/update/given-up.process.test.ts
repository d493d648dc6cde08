import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Step } from '../../../provisioning/update/trial/workbench.ts';
import { type Box, runningBox, traceOf } from './a-box.ts';
import { madeRelease, type ReleaseOptions, writeRelease } from './a-release.ts';
import { patience } from './a-workbench.ts';

const crashing: readonly (readonly [what: string, ReleaseOptions])[] = [
  ['never starts', { start: 'fails' }],
  ['ends again and again', { start: 'ends' }],
];

test.each(crashing)('a release that %s is given up, and the one before runs again', async (_, behaviour) => {
  const box = await runningBox();
  const { exit, told } = await box.apply(await madeRelease({ version: '1.1.0', ...behaviour }));
  expect({ exit, told }).toMatchObject({ exit: 1, told: { code: 'rolled-back', reason: 'crash-loop' } });
  expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
  expect(box.state()).toMatchObject({ underWay: null, confirmed: null, failed: [{ version: '1.1.0' }] });
  // Its schema is the same: the database is the same, too, with all that was logged meanwhile.
  expect(box.events().toSorted()).toEqual(traceOf(box.root).toSorted());
  expect(box.aside()).toEqual([]);
});

test('a release that loses a reader is given up with its database; the timer leaves it, and takes one that mends it', async () => {
  const box = await runningBox({}, { patience: { ...patience, wellWithin: 1_000 } });
  const before = box.events();
  const release = await madeRelease({ version: '1.1.0', schema: 3, readers: ['outside'] });
  box.lookIn(release.folder);
  const { exit, told } = await box.run();
  expect({ exit, told }).toMatchObject({ exit: 1, told: { code: 'rolled-back', reason: 'part-not-well' } });
  expect(told.detail).toBe('not well any more: reader inside');
  // The database is that of before, and what was logged since is in a file beside it.
  expect([await box.version(), box.current(), box.schema()]).toEqual(['1.0.0', 'release', 1]);
  const [aside = '', ...others] = box.aside();
  expect(others).toEqual([]);
  expect(box.events().slice(0, before.length)).toEqual(before);
  expect([...new Set([...box.events(), ...box.events(aside)])].toSorted()).toEqual(traceOf(box.root).toSorted());

  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'release-failed-before' } });
  box.setWindow('open');
  // By a person it would be tried once more.
  expect(await box.apply(release)).toMatchObject({ exit: 75, told: { code: 'window-closed' } });
  box.setWindow('ready');
  box.lookIn((await madeRelease({ version: '1.1.1' })).folder);
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'updated', to: '1.1.1' } });
  expect(await box.version()).toBe('1.1.1');
});

test('a release whose program cannot be run at all never comes to the door, and the timer leaves it', async () => {
  const box = await runningBox();
  const change = (tree: string) => writeFileSync(join(tree, 'bin/node'), '#!/nonexistent\n', { mode: 0o755 });
  box.lookIn((await madeRelease({ version: '1.1.0' }, { change })).folder);
  expect(await box.run()).toMatchObject({ exit: 1, told: { code: 'rehearsal-failed' } });
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'release-failed-before' } });
  expect(await box.version()).toBe('1.0.0');
});

/** What dpkg and postinst do. */
async function installPackage({ places, service }: Box): Promise<void> {
  writeRelease(places.packagedRelease, { version: '1.2.0', schema: 2 });
  rmSync(places.currentRelease);
  symlinkSync(places.packagedRelease, places.currentRelease);
  await service.stop();
  await service.start();
}

test.each<[string, Step]>([
  ['before a release is switched to', 'kept'],
  ['while a release is on trial', 'started'],
])('a package that comes %s has its way, and the database with all that was logged', async (_, moment) => {
  const meanwhile: { package: () => Promise<void> } = { package: async () => {} };
  const box = await runningBox({}, { reached: async (step) => void (step === moment && (await meanwhile.package())) });
  meanwhile.package = () => installPackage(box);
  const release = await madeRelease({ version: '1.1.0', schema: 2, readers: [] });
  expect(await box.apply(release)).toMatchObject({ exit: 75, told: { code: 'superseded' } });
  while ((await box.version()) === null) await wait(5);
  expect([await box.version(), box.current(), box.schema()]).toEqual(['1.2.0', 'release', 2]);
  expect(box.state()).toMatchObject({ underWay: null, failed: [] });
  expect(box.aside()).toEqual([]);
  expect(box.events().toSorted()).toEqual(traceOf(box.root).toSorted());
  expect(readdirSync(box.places.releases).toSorted()).toEqual(['a', 'current', 'lock', 'state.json']);
});

test('a link that is lost while a release is on trial is set again, to the one before', async () => {
  const meanwhile = { lose: () => {} };
  const box = await runningBox({}, { reached: async (step) => void (step === 'started' && meanwhile.lose()) });
  meanwhile.lose = () => rmSync(box.places.currentRelease);
  const { exit, told } = await box.apply(await madeRelease({ version: '1.1.0' }));
  expect({ exit, told }).toMatchObject({ exit: 1, told: { code: 'rolled-back' } });
  expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
});

test('a release whose rehearsal fails never comes to the door, and the timer leaves it', async () => {
  const box = await runningBox();
  const release = await madeRelease({ version: '1.1.0', rehearsal: 'fails' });
  box.lookIn(release.folder);
  const starts = traceOf(box.root).length;
  expect(await box.run()).toMatchObject({ exit: 1, told: { code: 'rehearsal-failed' } });
  expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'release-failed-before' } });
  expect([await box.version(), traceOf(box.root).length]).toEqual(['1.0.0', starts]);
});

test.each<Step>(['stopped', 'stopped-again'])(
  'a fault that nobody foresaw (%s) leaves no door without its controller',
  async (at) => {
    const reached = async (step: Step) => {
      if (step === at) throw new Error('EROFS: read-only file system');
    };
    const box = await runningBox({}, { reached, patience: { ...patience, wellWithin: 1_000 } });
    await expect(box.apply(await madeRelease({ version: '1.1.0', readers: [] }))).rejects.toThrow('EROFS');
    await expect.poll(() => box.version()).toBe('1.0.0');
  },
);

test('a release that cannot be rolled back yet is still given up, and is rolled back when it can be', async () => {
  const box = await runningBox({}, { patience: { ...patience, wellWithin: 1_000 } });
  // A folder in the place of the link that settle.sh makes first.
  const inTheWay = join(box.places.releases, 'current.part', 'x');
  const release = await madeRelease({ version: '1.1.0', readers: [] });
  const update = box.apply(release);
  while (box.current() === 'release') await wait(5);
  mkdirSync(inTheWay, { recursive: true });
  expect(await update).toMatchObject({ exit: 70, told: { code: 'not-rolled-back' } });
  expect(await box.run()).toMatchObject({ exit: 70, told: { code: 'not-rolled-back' } });
  expect(box.current()).toBe('a');
  rmSync(dirname(inTheWay), { recursive: true });
  expect((await box.run()).exit).toBe(0);
  expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
  expect(box.state()).toMatchObject({ underWay: null, failed: [{ version: '1.1.0', code: 'part-not-well' }] });
});
