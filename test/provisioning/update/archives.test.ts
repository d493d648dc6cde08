import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';
import { expect, onTestFinished, test } from 'vitest';
import { signRelease } from '../../../provisioning/update/commands/sign-release.ts';
import { EntryCheck } from '../../../provisioning/update/release/entry-check.ts';
import { LARGEST_TREE, MOST_ENTRIES } from '../../../provisioning/update/release/manifest.ts';
import { receiveArchive } from '../../../provisioning/update/release/receive-archive.ts';
import { unpack } from '../../../provisioning/update/release/unpack.ts';
import { flushTree } from '../../../provisioning/update/slots/flush-tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { maker, pem } from './a-release.ts';

type Entry = HeaderData & { readonly content?: string };

/** An archive as an attacker would write it, block by block (pax(1), “ustar Interchange Format”). */
function archiveOf(...entries: readonly Entry[]): string {
  const blocks = entries.flatMap(({ content = '', ...data }) => {
    const header = new Header({ mode: 0o644, mtime: new Date(0), type: 'File', size: content.length, ...data });
    const block = Buffer.alloc(512);
    header.encode(block);
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    body.write(content);
    return [block, body];
  });
  const file = join(tempFolder(), 'archive.tar.gz');
  writeFileSync(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
  return file;
}

const good: Entry = { path: 'good', content: 'good' };

const forbidden: readonly (readonly [string, Entry])[] = [
  ['a path that leads out', { path: '../evil', content: 'x' }],
  ['a path that leads out from within', { path: 'a/../../evil', content: 'x' }],
  ['an absolute path', { path: '/evil', content: 'x' }],
  ['an empty name', { path: 'a//b', content: 'x' }],
  ['a backslash', { path: 'a\\..\\b', content: 'x' }],
  ['a control character', { path: 'a\nb', content: 'x' }],
  ['a symbolic link out', { path: 'link', type: 'SymbolicLink', linkpath: '/etc' }],
  ['a symbolic link inside', { path: 'link', type: 'SymbolicLink', linkpath: 'good' }],
  ['a hard link', { path: 'link', type: 'Link', linkpath: 'good' }],
  ['a character device', { path: 'device', type: 'CharacterDevice', devmaj: 1, devmin: 3 }],
  ['a block device', { path: 'device', type: 'BlockDevice', devmaj: 8, devmin: 0 }],
  ['a pipe', { path: 'pipe', type: 'FIFO' }],
  ['a file that is there twice', { path: 'good', content: 'other' }],
];

test.each(forbidden)('an archive with %s is refused', async (_, entry) => {
  const outside = tempFolder();
  const folder = join(outside, 'tree');
  const file = archiveOf(good, entry, { path: 'after', content: 'x' });
  expect(await unpack(file, folder)).toMatchObject({ ok: false, error: { code: 'archive-forbidden' } });
  expect(readdirSync(outside)).toEqual(['tree']);
  expect(readdirSync(folder)).toEqual(['good']);
  expect(readFileSync(join(folder, 'good'), 'utf8')).toBe('good');
  // Who signs such a one is told at once.
  const key = join(outside, 'key');
  writeFileSync(key, pem(maker.privateKey));
  const signed = await signRelease(['--key', key, '--archive', file, '--out', join(outside, 'manifest')]);
  expect(signed).toMatchObject({ exit: 65, told: { code: 'archive-forbidden' } });
  expect(existsSync(join(outside, 'manifest'))).toBe(false);
});

test('nothing is written of a bomb beyond what a release may hold', async () => {
  const folder = join(tempFolder(), 'tree');
  const file = archiveOf(good, { path: 'bomb', size: LARGEST_TREE });
  expect(await unpack(file, folder)).toMatchObject({ ok: false, error: { code: 'archive-forbidden' } });
  expect(readdirSync(folder)).not.toContain('bomb');
});

test('more files than a release may have are refused', () => {
  const check = new EntryCheck();
  const faults = Array.from({ length: MOST_ENTRIES + 1 }, (_, n) =>
    check.faultOf({ path: `${n}`, type: 'File', size: 0 }),
  );
  expect(faults.findIndex((fault) => fault !== null)).toBe(MOST_ENTRIES);
});

test('an archive that is none, or is cut off, is refused', async () => {
  const file = archiveOf(good);
  const bytes = readFileSync(file);
  const key = join(tempFolder(), 'key');
  writeFileSync(key, pem(maker.privateKey));
  for (const spoilt of [Buffer.from('no archive at all'), bytes.subarray(0, bytes.length / 2), bytes.subarray(0, -4)]) {
    writeFileSync(file, spoilt);
    const unpacked = await unpack(file, join(tempFolder(), 'tree'));
    expect(unpacked).toMatchObject({ ok: false, error: { code: 'archive-malformed' } });
    const signed = await signRelease(['--key', key, '--archive', file, '--out', join(tempFolder(), 'manifest')]);
    expect(signed).toMatchObject({ exit: 65, told: { code: 'archive-malformed' } });
  }
});

test('folders that an archive does not tell of are made', async () => {
  const folder = join(tempFolder(), 'tree');
  expect((await unpack(archiveOf({ path: 'far/down/file', content: 'x' }), folder)).ok).toBe(true);
  expect(readFileSync(join(folder, 'far/down/file'), 'utf8')).toBe('x');
});

test('modes are those of a release, whatever the archive says', async () => {
  const folder = join(tempFolder(), 'tree');
  const file = archiveOf(
    { path: 'bin', type: 'Directory', mode: 0o777 },
    { path: 'bin/node', mode: 0o4777, content: 'x' },
    { path: 'secret', mode: 0o600, content: 'x' },
  );
  expect(await unpack(file, folder)).toEqual({ ok: true, value: undefined });
  flushTree(folder);
  const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o7777).toString(8);
  expect(['.', 'bin', 'bin/node', 'secret'].map(modeOf)).toEqual(['755', '755', '755', '644']);
});

test('a folder that is there already is not unpacked into', async () => {
  const folder = join(tempFolder(), 'tree');
  mkdirSync(folder);
  await expect(unpack(archiveOf(good), folder)).rejects.toThrow('EEXIST');
});

/** What comes of an archive whose maker's server does this after its first bytes; half a second is the most it may take. */
async function receivedFrom(afterwards: (answer: ServerResponse) => void) {
  const server = createServer((_, answer) => answer.write('x'.repeat(1_000), () => afterwards(answer)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { body } = await fetch(url, { signal: AbortSignal.timeout(500) });
  const signed = { archive: 'archive.tar.gz', size: 5_000, sha256: '0'.repeat(64) };
  return receiveArchive(body ?? Readable.from([]), join(tempFolder(), 'archive'), signed);
}

test.each<[string, (answer: ServerResponse) => void, string]>([
  ['takes too long', () => {}, 'it took too long'],
  ['breaks off', (answer) => answer.destroy(), 'the connection broke off'],
])('an archive whose fetching %s is told of as one that cannot be read', async (_, afterwards, detail) => {
  expect(await receivedFrom(afterwards)).toEqual({ ok: false, error: { code: 'archive-unreadable', detail } });
});
