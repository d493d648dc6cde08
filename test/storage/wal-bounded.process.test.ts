import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import type { Storage } from '../../device/storage/storage.ts';
import { databaseFile, granted, openedStorage } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const MEGABYTE = 2 ** 20;

const walBytes = (folder: string) => statSync(`${databaseFile(folder)}-wal`).size;

/** Another process that has begun to read, and does not come to its end until it is let go. */
async function longReader(folder: string): Promise<{ letGo(): Promise<void> }> {
  const script = `const db = new (require('better-sqlite3'))(process.argv[1], { readonly: true });
    db.exec('BEGIN'); db.prepare('SELECT count(*) FROM access_log').get(); console.log('reading'); process.stdin.resume();`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['-e', script, databaseFile(folder)], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async letGo() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Each a commit of its own, as taps at a door are. */
async function tapTimes(times: number, { log }: Storage): Promise<void> {
  for (let n = 1; n <= times; n++) {
    const stored = await log.append({ atMs: epochMs(n), events: [granted('in', n)], outbox: [] }, false);
    expect(stored.ok).toBe(true);
  }
}

test('the write-ahead log grows while another program reads, and is small again once it has let go', async () => {
  const folder = tempFolder();
  const storage = await openedStorage(folder);
  await tapTimes(1, storage);
  const reader = await longReader(folder);
  await tapTimes(1_600, storage);
  const held = walBytes(folder);
  expect(held).toBeGreaterThan(7 * MEGABYTE);
  await reader.letGo();
  // The first puts it all in its place, the second begins at the front of a file that is cut to its bound.
  await tapTimes(2, storage);
  expect(walBytes(folder)).toBeLessThanOrEqual(4.1 * MEGABYTE);
  await tapTimes(1_100, storage);
  expect(walBytes(folder)).toBeLessThanOrEqual(4.5 * MEGABYTE);
});
