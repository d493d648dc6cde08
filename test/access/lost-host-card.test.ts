import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { access, csv } from './at-the-command-line.ts';

const ANNAS = '04A1B2C3D4E5F6';

/** As the operations guide tells: nobody has the card, so that it can neither be laid on a reader nor be typed. */
test('a host’s card that is lost is blocked by its label, with what an export tells of it', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  await access(folder, ['import-credentials', csv('kind;number;role;label', `uid;${ANNAS};host;Anna`)]);
  const exported = join(tempFolder(), 'all.csv');
  await access(folder, ['export-credentials', exported]);
  const row =
    readFileSync(exported, 'utf8')
      .split('\n')
      .find((line) => line.includes('Anna')) ?? '';
  const hash = /[0-9a-f]{32}/.exec(row)?.[0];
  const done = await access(folder, ['import-credentials', csv('hash;blocked', `${hash};lost`), '--update']);
  expect(done).toMatchObject({ exit: 0, out: 'Cards taken in: 0, changed: 1.' });
  await box.request('POST', '/api/host/request-view');
  await box.tap(ANNAS);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'host-refused' }));
  expect((await box.snapshot()).host).toBeNull();
});
