import { expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';

test('what is no credential opens nothing, is told to the operator, and the next card is read', async () => {
  const box = await withBox();
  for (let n = 0; n < 20; n++) await box.request('POST', '/sim/readers/front/garbage');
  expect(box.journal.types().filter((type) => type === 'card-unreadable')).toHaveLength(20);
  expect([box.strikeMoves(), (await box.snapshot()).lastTap]).toEqual([[], null]);
  await box.tap('04A1B2C3D4E5F6');
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
});

test.each(['', 'zz', '04A1', '00'.repeat(32)])('a UID that is none (%j) is refused by its code', async (uid) => {
  const box = await withBox();
  const answer = await box.tap(uid);
  expect([answer.status, answer.body]).toMatchObject([400, { code: 'credential-malformed' }]);
  expect(box.strikeMoves()).toEqual([]);
});
