import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { ruled } from '../support/office.ts';
import { databaseFile } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, doorOf, letIn, OTHER_CARD, present, setMode, tapped } from './at-door.ts';

const A_DAY = 24 * 3_600_000;

/** A box whose disk does not give its database, and the database it does not give. */
async function startedWithout(before: TestBox, offFor = 0): Promise<{ box: TestBox; giveBack: () => Promise<void> }> {
  const { folder } = before;
  await before.stop();
  const file = databaseFile(folder);
  renameSync(file, `${file}-elsewhere`);
  mkdirSync(file);
  const box = await withBox({ folder, at: before.clock.wallMs() + offFor });
  const giveBack = async () => {
    rmSync(file, { recursive: true });
    renameSync(`${file}-elsewhere`, file);
    await vi.waitFor(async () => {
      box.clock.advance(1_000);
      expect((await box.health()).log).toMatchObject({ state: 'ready', pending: 0 });
    });
  };
  return { box, giveBack };
}

test('the rules that were given hold again once the disk gives them', async () => {
  const before = await withBox({ folder: boxFolder() });
  const { policy } = ruled({ version: 2, modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true } });
  const authorization = `Bearer ${readFileSync(`${before.folder}/admin-token`, 'utf8')}`;
  await before.request('POST', '/api/admin/policy', policy, { authorization });
  const { box, giveBack } = await startedWithout(before);
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted' });
  await giveBack();
  await vi.waitFor(async () => expect((await box.snapshot()).enrolment.self).toBe(true));
  expect(await tapped(box, OTHER_CARD)).toMatchObject({ reason: 'credential-not-enrolled' });
});

test.each([
  ['locked down', 'lock-down'],
  ['blocked', 'block'],
])('a door that was %s is so again once the disk tells, a night between or not', async (_, command) => {
  for (const night of [0, A_DAY]) {
    const before = await withBox({ folder: boxFolder() });
    await asHost(before);
    await setMode(before, command);
    const { mode } = (await doorOf(before)) ?? {};
    const { box, giveBack } = await startedWithout(before);
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
    box.clock.advance(night);
    await giveBack();
    await vi.waitFor(async () => expect(await doorOf(box)).toMatchObject({ mode }));
    await box.stop();
    expect(await doorOf(await withBox({ folder: box.folder, at: box.clock.wallMs() }))).toMatchObject({ mode });
  }
});

test('a day that began while the box was off has begun for the next start, too: nobody says that nobody is inside', async () => {
  const before = await withBox({ folder: boxFolder() });
  await letIn(before);
  const { box, giveBack } = await startedWithout(before, A_DAY);
  await letIn(box);
  await giveBack();
  await letIn(box, OTHER_CARD);
  await box.stop();
  const next = await withBox({ folder: box.folder, at: box.clock.wallMs() });
  expect(await present(next)).toBeNull();
});

test('of a day that had begun before, the next start knows who is inside', async () => {
  const before = await withBox({ folder: boxFolder() });
  await letIn(before);
  const { box, giveBack } = await startedWithout(before);
  await giveBack();
  await letIn(box, OTHER_CARD);
  await box.stop();
  const next = await withBox({ folder: box.folder, at: box.clock.wallMs() });
  expect(await present(next)).toBe(2);
});
