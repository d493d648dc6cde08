import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { breakPageOf } from '../storage/breaking.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { faultyDisk } from '../support/disk-faults.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const command = fileURLToPath(new URL('../../device/log-cli.ts', import.meta.url));

function folderWithRows(rows: number): string {
  const folder = tempFolder();
  const store = new StoreAtHand(folder);
  store.append(Array.from({ length: rows }, (_, n) => visitOf(n)));
  store.close();
  return folder;
}

const aRecipient = async () => identityToRecipient(await generateX25519Identity());

describeWith(['gcc'], 'while the disk of the box is full', () => {
  test('a backup and a rehearsal end with 75 and say why, and no copy is left', async () => {
    const { folder } = await withBox();
    const [out, disk] = [tempFolder(), faultyDisk()];
    disk.become('full');
    for (const args of [['backup', '--to', await aRecipient(), '--out', out], ['rehearse']]) {
      const { status, stdout } = spawnSync(process.execPath, [command, ...args, '--json'], {
        env: { ...process.env, ...disk.env, AK_DATA_DIR: folder },
        encoding: 'utf8',
      });
      expect([status, JSON.parse(stdout || '{}')]).toMatchObject([75, { ok: false, code: 'storage-full' }]);
    }
    expect(readdirSync(out)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith('-under-way'))).toEqual([]);
  });
});

test('an export from a database that is broken says so, ends with 1, and leaves no file', async () => {
  const folder = folderWithRows(2_000);
  breakPageOf(folder, 'access_log');
  const out = join(tempFolder(), 'events.csv.age');
  expect(await log(folder, 'export', 'events', '--to', await aRecipient(), '--out', out)).toMatchObject({
    exit: 1,
    told: { ok: false, code: 'file-broken' },
  });
  expect(existsSync(out)).toBe(false);
});
