import { expect, test } from 'vitest';
import { runningBox, traceOf } from './a-box.ts';
import { madeRelease, type ReleaseOptions } from './a-release.ts';

const bad: readonly (readonly [what: string, ReleaseOptions, code: string])[] = [
  ['never starts', { start: 'fails' }, 'crash-loop'],
  ['ends again and again', { start: 'ends' }, 'crash-loop'],
  ['loses a reader', { readers: ['outside'] }, 'part-not-well'],
];

test.each(bad)('a release that %s is given up, and the one before runs again', async (_, behaviour, code) => {
  const box = await runningBox({}, { patience: { wellWithin: 2_500, steadyFor: 60, poll: 15 } });
  const { exit, told } = await box.apply(await madeRelease({ version: '1.1.0', ...behaviour }));
  expect({ exit, told }).toMatchObject({ exit: 1, told: { code: 'rolled-back', reason: code } });
  expect([await box.version(), box.current()]).toEqual(['1.0.0', 'release']);
  expect(box.state()).toMatchObject({ underWay: null, confirmed: null, failed: [{ version: '1.1.0', code }] });
  // Its schema is the same: the database is the same, too, with all that was logged meanwhile.
  expect(box.events().toSorted()).toEqual(traceOf(box.root).toSorted());
  expect(box.aside()).toEqual([]);
});

test('a release that runs another version than was signed is given up', async () => {
  const box = await runningBox({}, { patience: { wellWithin: 1_000, steadyFor: 60, poll: 15 } });
  const { writeFileSync, readFileSync } = await import('node:fs');
  const release = await madeRelease(
    { version: '1.1.0' },
    {
      change: (tree) => {
        const main = `${tree}/.build/controller/main.js`;
        writeFileSync(main, readFileSync(main, 'utf8').replaceAll('release.version', "'9.9.9'"));
      },
    },
  );
  expect(await box.apply(release)).toMatchObject({ exit: 1, told: { reason: 'wrong-version' } });
  expect(await box.version()).toBe('1.0.0');
});

test('with its schema the database of before comes back, and what was logged since is in a file beside it', async () => {
  const box = await runningBox({}, { patience: { wellWithin: 1_000, steadyFor: 60, poll: 15 } });
  const before = box.events();
  expect((await box.apply(await madeRelease({ version: '1.1.0', schema: 3, readers: [] }))).exit).toBe(1);
  expect([await box.version(), box.schema()]).toEqual(['1.0.0', 1]);
  const [aside = '', ...others] = box.aside();
  expect(others).toEqual([]);
  expect(box.events().slice(0, before.length)).toEqual(before);
  expect([...new Set([...box.events(), ...box.events(aside)])].toSorted()).toEqual(traceOf(box.root).toSorted());
});

test('a release that was given up is not tried again by the timer, and is by a person', async () => {
  const box = await runningBox({}, { patience: { wellWithin: 1_000, steadyFor: 60, poll: 15 } });
  const release = await madeRelease({ version: '1.1.0', readers: [] });
  box.lookIn(release.folder);
  expect(await box.run()).toMatchObject({ exit: 1, told: { code: 'rolled-back' } });
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'idle', reason: 'release-failed-before' } });
  expect(await box.apply(release)).toMatchObject({ exit: 1, told: { code: 'rolled-back' } });
});

test('a release that the next one mends is taken', async () => {
  const box = await runningBox({}, { patience: { wellWithin: 1_000, steadyFor: 60, poll: 15 } });
  await box.apply(await madeRelease({ version: '1.1.0', readers: [] }));
  box.lookIn((await madeRelease({ version: '1.1.1' })).folder);
  expect(await box.run()).toMatchObject({ exit: 0, told: { outcome: 'updated', to: '1.1.1' } });
  expect(await box.version()).toBe('1.1.1');
});
