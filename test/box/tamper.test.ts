import { expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

const tamper = (box: TestBox, active: boolean) => box.request('POST', '/sim/doors/entrance/tamper', { active });
const tampered = async (box: TestBox) => (await box.snapshot()).doors[0]?.tamper?.tampered;

test('a housing that is opened is told at once and stays in the log', async () => {
  const box = await withBox();
  expect(await tampered(box)).toBe(false);
  await tamper(box, true);
  expect(await tampered(box)).toBe(true);
  await tamper(box, false);
  expect(await tampered(box)).toBe(false);
  await box.stop();
  const told = rowsOf(box.folder, `SELECT type FROM access_log WHERE type LIKE 'tamper-%' ORDER BY seq`);
  expect(told).toEqual([{ type: 'tamper-raised' }, { type: 'tamper-cleared' }]);
});
