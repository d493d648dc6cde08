import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../../provisioning/update/trial/workbench.ts';
import bundles from '../../../rolldown.config.ts';
import { type Box, runningBox, traceOf } from './a-box.ts';
import { type MadeRelease, madeRelease } from './a-release.ts';
import { patience } from './a-workbench.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = here('../../../.build/update-power-cut');

/** Built as the command itself is, so that it starts as quickly. */
beforeAll(async () => {
  const kontoret = bundles.find(({ input }) => typeof input === 'object' && 'kontoret' in input);
  // Without plugins: the list of what is in the command itself is not this one's to write.
  await build({ ...kontoret, plugins: [], input: { child: here('./power-cut-child.ts') }, output: { dir: built } });
});

/** How long a door is waited for, in ms: one that will be well, on a machine that does much at once, and one that will not. */
const [PATIENT, IMPATIENT] = [20_000, 1_500];

const CUTS: { readonly good: readonly Step[]; readonly bad: readonly Step[] } = {
  good: [
    ...(['received', 'unpacked', 'filled', 'ready', 'begun', 'on-trial', 'stopped', 'kept'] as const),
    ...(['switched', 'started', 'well', 'ended', 'confirmed'] as const),
  ],
  bad: ['switched', 'started', 'given-up', 'stopped-again', 'rolled-back', 'started-again', 'failure-noted'],
};
/** In ms, for all of them on a machine that does much at once. */
const LONGEST = 120_000;

type Blow = { readonly step: Step; readonly signal: NodeJS.Signals; readonly wellWithin: number };

/** An update that gets a signal at a step. How it ended: by its exit code, or by a signal. */
async function updateIn(box: Box, { manifest, archive }: MadeRelease, { step, signal, wellWithin }: Blow) {
  box.service.leave();
  const args = [box.root, manifest, archive, step, signal, String(wellWithin)];
  const child = spawn(process.execPath, [join(built, 'child.js'), ...args], { stdio: 'ignore' });
  const [exit, killedBy]: (number | string | null)[] = await once(child, 'exit');
  return killedBy ?? exit;
}

/** Runs an update until it has reached the step, and cuts the power; then the box starts as it does when power is back. */
async function cutAt(step: Step, release: MadeRelease, wellWithin: number): Promise<Box> {
  const box = await runningBox({}, { patience: { ...patience, wellWithin } });
  expect(await updateIn(box, release, { step, signal: 'SIGKILL', wellWithin }), step).toBe('SIGKILL');
  await box.service.cut();
  await box.service.start();
  while ((await box.version()) === null) await wait(10);
  return box;
}

/** All files below a folder, with what is in them. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = names.filter((name) => statSync(name).isFile()).toSorted();
  return Object.fromEntries(files.map((name) => [relative(folder, name), readFileSync(name, 'utf8')]));
}

/** Of the update nothing is left but what runs, what waits and what is known; and no event is lost. */
function expectInOrder(box: Box): void {
  const known = /^(a|b|current|lock|state\.json)$/;
  expect(readdirSync(box.places.releases).filter((name) => !known.test(name))).toEqual([]);
  expect(existsSync(join(box.places.data, 'before-update'))).toBe(false);
  const kept = [...box.events(), ...box.aside().flatMap((name) => box.events(name))];
  expect([...new Set(kept)].toSorted()).toEqual(traceOf(box.root).toSorted());
}

/** A mixture of two releases would have other files than either. */
function expectWhole(box: Box, release: MadeRelease): void {
  const tree = box.current() === 'release' ? box.places.packagedRelease : release.tree;
  expect(contentOf(box.places.currentRelease)).toEqual(contentOf(tree));
}

/** How many boxes lose their power at once. */
const BOXES = 4;

async function atEach<T>(all: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const hand = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: BOXES }, hand));
}

describe('after a power cut', () => {
  test('at any step of a good release one that is whole decides, and the next run has the new one', {
    timeout: LONGEST,
  }, async () => {
    const release = await madeRelease({ version: '1.1.0', schema: 2 });
    await atEach(CUTS.good, async (step) => {
      const box = await cutAt(step, release, PATIENT);
      expectWhole(box, release);
      box.lookIn(release.folder);
      expect((await box.run()).exit, step).toBe(0);
      expect([await box.version(), box.current(), box.schema()], step).toEqual(['1.1.0', 'a', 2]);
      expect(box.state(), step).toMatchObject({ underWay: null, confirmed: { version: '1.1.0' }, failed: [] });
      expectWhole(box, release);
      expectInOrder(box);
    });
  });

  test('at any step of one that loses a reader the next run has the one before again, and its database', {
    timeout: LONGEST,
  }, async () => {
    const release = await madeRelease({ version: '1.1.0', schema: 2, readers: [] });
    await atEach(CUTS.bad, async (step) => {
      const box = await cutAt(step, release, IMPATIENT);
      box.lookIn(release.folder);
      await box.run();
      expect([await box.version(), box.current(), box.schema()], step).toEqual(['1.0.0', 'release', 1]);
      // What it could not be found well for depends on what was asked last.
      const failed = [{ version: '1.1.0' }];
      expect(box.state(), step).toMatchObject({ underWay: null, confirmed: null, failed });
      expectInOrder(box);
    });
  });

  test('nobody who ends the command in good order leaves a door without its controller', async () => {
    const box = await runningBox();
    const release = await madeRelease({ version: '1.1.0' });
    expect(await updateIn(box, release, { step: 'stopped', signal: 'SIGTERM', wellWithin: PATIENT })).toBe(0);
    expect(await box.version()).toBe('1.1.0');
  });

  test('a release that never starts is given up by the starts of the box alone', async () => {
    const release = await madeRelease({ version: '1.1.0', schema: 2, start: 'fails' });
    const box = await cutAt('switched', release, IMPATIENT);
    expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
    box.lookIn(release.folder);
    expect(await box.run()).toMatchObject({ exit: 0, told: { reason: 'release-failed-before' } });
    expect(box.state()).toMatchObject({ failed: [{ code: 'crash-loop' }] });
    expectInOrder(box);
  });
});
