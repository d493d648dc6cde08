import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPLACED_FILE, type Replaced } from '../../device/contract/replaced.ts';
import { brokenLinks } from '../support/chain.ts';
import { granted, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Later than the clock of the machine that runs this. */
const LATER = Date.UTC(2100, 0, 1);

function mark(folder: string, marker: Partial<Replaced> | string = {}): void {
  const plain: Replaced = { format: 'ak-replaced/1', atMs: LATER, backupMadeAtMs: null };
  const content = typeof marker === 'string' ? marker : JSON.stringify({ ...plain, ...marker });
  writeFileSync(join(folder, REPLACED_FILE), content, { mode: 0o600 });
}

/** Opens it, lets somebody in, and gives back the numbers of what then waits for the broker. */
async function opened(folder: string, n = 1) {
  const storage = await openedStorage(folder);
  await storage.log.append(recordOf(granted('in', n), n, n), false);
  const read = await storage.outbox.read(0, 100);
  await storage.close();
  if (!read.ok) throw new Error(read.error.code);
  return read.value.map(({ id, seq }) => ({ id, seq }));
}

const replacements = (folder: string) => rowsOf(folder, "SELECT data FROM access_log WHERE type = 'box-replaced'");

test('a box that begins empty in place of another numbers its messages from a floor, and says so in its log', async () => {
  const folder = tempFolder();
  mark(folder);
  expect(await opened(folder)).toEqual([{ id: LATER + 1, seq: LATER + 1 }]);
  expect(replacements(folder)).toEqual([
    { data: JSON.stringify({ markedAtMs: LATER, backupMadeAtMs: null, floor: LATER }) },
  ]);
  expect(existsSync(join(folder, REPLACED_FILE))).toBe(false);
  expect(rowsOf(folder, 'SELECT stream FROM stream_sequence ORDER BY stream')).toHaveLength(4);
  expect(brokenLinks(folder)).toEqual([]);
});

test('one that goes on from a backup does too, and what waited in it keeps its number', async () => {
  const folder = tempFolder();
  await opened(folder);
  mark(folder, { backupMadeAtMs: 5 });
  const waiting = await opened(folder, 2);
  expect(waiting).toEqual([
    { id: 1, seq: 1 },
    { id: LATER + 1, seq: LATER + 1 },
  ]);
  expect(brokenLinks(folder)).toEqual([]);
});

test('a power cut between the rows and the end of the marker changes nothing more, and the floor is never lowered', async () => {
  const folder = tempFolder();
  mark(folder);
  await opened(folder);
  // As the cut leaves it: the rows are on disk, and the marker is still there.
  mark(folder);
  expect((await opened(folder, 2)).at(-1)).toEqual({ id: LATER + 2, seq: LATER + 2 });
  expect(replacements(folder)).toHaveLength(1);
  expect(existsSync(join(folder, REPLACED_FILE))).toBe(false);
  // Another replacement, by a clock that is behind.
  mark(folder, { atMs: 1 });
  expect((await opened(folder, 3)).at(-1)).toEqual({ id: LATER + 3, seq: LATER + 3 });
  expect(replacements(folder)).toHaveLength(2);
});

test('a marker that cannot be read counts all the same', async () => {
  const folder = tempFolder();
  mark(folder, '{"torn');
  const before = Date.now();
  const [message] = await opened(folder);
  expect(message?.seq).toBeGreaterThan(before - 2_000);
  expect(replacements(folder)).toHaveLength(1);
});
