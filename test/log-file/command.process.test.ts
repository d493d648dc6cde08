import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { letIn } from '../box/at-door.ts';
import { withBox } from '../support/with-box.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test('npm run log -- verify, as it ships, reads the log beside the box that writes it', async () => {
  const box = await withBox();
  await letIn(box);
  const out = execFileSync(process.execPath, [root('.build/log/log.js'), 'verify'], {
    env: { ...process.env, AK_DATA_DIR: box.folder },
    encoding: 'utf8',
  });
  expect(out).toMatch(/^The log is whole: \d+ rows, \d+ signatures\. Its head is \d+:[0-9a-f]{64}\n$/);
});
