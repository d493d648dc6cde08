import { expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';

test('a config that is another one than at the start before is seen in the log (EN 60839-11-1)', async () => {
  const folder = boxFolder();
  for (const repeatTapMs of [2_000, 2_000, 1_000]) await (await withBox({ folder, config: { repeatTapMs } })).stop();
  const rows = rowsOf(
    folder,
    `SELECT json_extract(data, '$.configDigest') AS digest FROM access_log WHERE type = 'controller-started'`,
  ) as { digest: string }[];
  const [first, second, third] = rows.map(({ digest }) => digest);
  expect([first === second, second === third]).toEqual([true, false]);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
});
