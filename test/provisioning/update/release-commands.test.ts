import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../provisioning/cli/commands.ts';
import { runKontoret } from '../../../provisioning/cli/run.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { signRelease } from '../../../provisioning/update/commands/sign-release.ts';
import { status } from '../../../provisioning/update/commands/status.ts';
import { verifyRelease } from '../../../provisioning/update/commands/verify-release.ts';
import { StateFile } from '../../../provisioning/update/slots/state.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { madeRelease, maker, pem, writeRelease } from './a-release.ts';

const keyFile = (text: string) => {
  const file = join(tempFolder(), 'key');
  writeFileSync(file, text);
  return file;
};

describe('release verify', () => {
  test('says what was signed', async () => {
    const { manifest, archive } = await madeRelease({ version: '1.1.0', schema: 3 });
    const args = ['--manifest', manifest, '--archive', archive, '--key', keyFile(pem(maker.publicKey))];
    const { exit, told, lines } = await verifyRelease(args);
    expect(exit).toBe(0);
    expect(told).toMatchObject({ outcome: 'genuine', format: 'ak-release/1', version: '1.1.0', schema: 3 });
    expect(lines[0]).toContain('Release 1.1.0');
  });

  test('says which of the two is not genuine', async () => {
    const { manifest, archive } = await madeRelease({ version: '1.1.0' });
    const key = ['--key', keyFile(pem(maker.publicKey))];
    const other = ['--key', keyFile(pem(generateKeyPairSync('ed25519').publicKey))];
    expect(await verifyRelease(['--manifest', manifest, ...other])).toMatchObject({ exit: 76 });
    appendFileSync(archive, 'x');
    const both = await verifyRelease(['--manifest', manifest, '--archive', archive, ...key]);
    expect(both).toMatchObject({ exit: 65, told: { code: 'archive-wrong' } });
    expect(await verifyRelease(['--manifest', archive, ...key])).toMatchObject({ exit: 65 });
    expect(await verifyRelease(['--manifest', `${manifest}.none`, ...key])).toMatchObject({ exit: 66 });
  });
});

describe('release sign', () => {
  test.each([
    ['a key of another kind', pem(generateKeyPairSync('x25519').privateKey), 66],
    ['a public key', pem(maker.publicKey), 66],
    ['no key at all', 'x', 66],
  ])('signs nothing with %s, and says nothing of it', async (_, key, exit) => {
    const { archive, folder } = await madeRelease();
    const args = ['--key', keyFile(key), '--archive', archive, '--out', join(folder, 'out')];
    const signed = await signRelease(args);
    expect(signed).toMatchObject({ exit, told: { code: 'file-malformed' } });
    expect(JSON.stringify(signed)).not.toContain(key.slice(30, 60) || '\0');
  });

  test('signs nothing that has no release.json, or cannot be read', async () => {
    const key = ['--key', keyFile(pem(maker.privateKey))];
    const out = ['--out', join(tempFolder(), 'out')];
    const none = await signRelease([...key, '--archive', '/nonexistent', ...out]);
    expect(none).toMatchObject({ exit: 66, told: { code: 'archive-unreadable' } });
    const file = keyFile('no archive');
    expect(await signRelease([...key, '--archive', file, ...out])).toMatchObject({ exit: 65 });
  });

  test.each<[string, (tree: string) => void]>([
    ['lacks a program', (tree) => rmSync(join(tree, '.build/log'), { recursive: true })],
    ['has a Node that is no program', (tree) => chmodSync(join(tree, 'bin/node'), 0o644)],
  ])('signs nothing that %s: no box would take it', async (_, change) => {
    await expect(madeRelease({ version: '1.1.0' }, { change })).rejects.toThrow(/bin\/node|\.build\/log/);
  });

  test('refuses a time that is none', async () => {
    const { archive, folder } = await madeRelease();
    const key = ['--key', keyFile(pem(maker.privateKey))];
    const args = [...key, '--archive', archive, '--out', join(folder, 'out'), '--expires', 'tomorrow'];
    expect(await signRelease(args)).toMatchObject({ exit: 64 });
  });

  test('signs the very bytes that follow the first line', async () => {
    const { manifest } = await madeRelease({ version: '1.1.0' });
    const [head = '', ...rest] = readFileSync(manifest, 'utf8').split('\n');
    expect(head).toMatch(/^ak-release-signature\/1 [A-Za-z0-9+/]{86}==$/);
    expect(JSON.parse(rest.join('\n'))).toMatchObject({ format: 'ak-release/1', version: '1.1.0' });
  });
});

test('update status tells what runs, what waits and what was given up', () => {
  const places = placesOf(tempFolder());
  expect(status([], places)).toMatchObject({ exit: 66, told: { code: 'release-missing' } });
  mkdirSync(places.releases, { recursive: true });
  writeRelease(places.packagedRelease, { version: '1.0.0' });
  symlinkSync(places.packagedRelease, places.currentRelease);
  const place = { folder: '/x', version: '1.1.0' };
  const at = '2026-11-30T02:00:00.000Z';
  new StateFile(places).write({
    underWay: {
      ...{ phase: 'ready', to: place, from: place, sha256: null, changesSchema: false, wellBefore: [] },
    },
    failed: [
      { version: '1.0.9', sha256: null, code: 'part-not-well', detail: 'not well any more: reader outside', at },
    ],
  });
  const { exit, lines } = status([], places);
  expect(exit).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^Release 1\.0\.0 \(.*, schema 1\) runs from /),
    'Release 1.1.0 waits.',
    `Given up on ${at}: release 1.0.9. not well any more: reader outside (part-not-well)`,
  ]);
});

test('of what a newer release has written an older one that runs again reads what it knows', () => {
  const places = placesOf(tempFolder());
  mkdirSync(places.releases, { recursive: true });
  const before = { folder: '/x', version: '1.0.0', newer: 1 };
  const [sha256, at] = ['0'.repeat(64), '2026-11-30T02:00:00.000Z'];
  const failed = { version: '1.0.9', sha256, code: 'part-not-well', detail: 'x', at };
  const state = {
    ...{ format: 'ak-update/1', newer: 1, underWay: null },
    confirmed: { version: '1.1.0', sha256, before, at, newer: 1 },
    failed: [{ ...failed, newer: 1 }],
  };
  writeFileSync(join(places.releases, 'state.json'), JSON.stringify(state));
  expect(new StateFile(places).read()).toMatchObject({ confirmed: { version: '1.1.0' }, failed: [failed] });
});

test('each of the commands tells how it is called, and ends with 64 when it is called otherwise', async () => {
  const names = ['update apply', 'update run', 'update status', 'update roll-back', 'release sign', 'release verify'];
  for (const name of names) {
    const said: string[] = [];
    const terminal = { say: (line: string) => said.push(line), note: () => {} };
    expect(await runKontoret([...name.split(' '), '--help'], commands, terminal)).toBe(0);
    expect(said.join('\n')).toContain(`kontoret ${name} `);
    expect(await runKontoret([...name.split(' '), '--no-such-option'], commands, terminal)).toBe(64);
  }
});
