import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CommandKey } from '../../../device/contract/broker-config.ts';
import { CommandType } from '../../../device/contract/feed/commands.ts';
import { readBoxKey, readPrivateKey, signatureOf } from '../../../provisioning/central/commands/signing-key.ts';
import { openOperator } from '../../../provisioning/operator/open-operator.ts';
import { runInit } from '../../../provisioning/operator/run-init.ts';
import { makeSigningKey } from '../../../provisioning/operator/signing-keys.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DAY_MS = 86_400_000;
const ecKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

function atTheCommandLine() {
  const around = tempFolder();
  const folder = join(around, 'operator');
  const init = (...more: readonly string[]) => runInit(['--folder', folder, '--operator', 'kommunen', ...more]);
  return { around, folder, init, read: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

/** Every file below, with what is in it. */
function contentsOf(folder: string) {
  return readdirSync(folder).map((name) => {
    const file = join(folder, name);
    return [name, statSync(file).isFile() ? readFileSync(file, 'hex') : readdirSync(file)];
  });
}

describe('an operator is made', () => {
  test('in a folder of its own, with secrets that nobody else may read', async () => {
    const { folder, init } = atTheCommandLine();
    expect(await init()).toMatchObject({ exit: 0, told: { outcome: 'done', operator: 'kommunen' } });
    const mode = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
    const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, mode(name)]));
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    expect(modes).toEqual({
      'authority.crt': '644',
      'authority.key': '600',
      'command-keys.json': '644',
      'command.key': '600',
      'credential.key': '600',
      offices: '700',
      'operator.json': '644',
      'operator.key': '600',
      'operator.pub': '644',
      'release.key': '600',
      'release.pub': '644',
    });
    expect(statSync(join(folder, 'credential.key')).size).toBe(32);
  });

  test('with an authority that signs certificates for twenty years, and no other authorities', async () => {
    const { init, read } = atTheCommandLine();
    await init('--name', 'Kommunen, CN=inte detta');
    const authority = new X509Certificate(read('authority.crt'));
    expect(authority.ca).toBe(true);
    expect(authority.subject).toBe('CN=Kommunen\\, CN=inte detta');
    expect((authority.validToDate.getTime() - Date.now()) / DAY_MS).toBeCloseTo(20 * 365, 0);
  });

  test('with a command key that `central` signs with and boxes know, and all rights', async () => {
    const { folder, init, read } = atTheCommandLine();
    await init();
    const [entry] = CommandKey.array().parse(JSON.parse(read('command-keys.json')));
    expect(entry).toMatchObject({ id: 'operator', rights: CommandType.options });
    const key = readPrivateKey(join(folder, 'command.key'));
    expect(key.ok && signatureOf('text', key.value)).toHaveLength(88);
    if (!key.ok) return;
    const publicKey = join(folder, 'command.pub');
    writeFileSync(publicKey, createPublicKey(key.value).export({ format: 'pem', type: 'spki' }));
    expect(readBoxKey(publicKey)).toEqual({ ok: true, value: entry?.publicKey });
  });

  test('with somebody else’s release key, and then none is made', async () => {
    const { around, folder, init, read } = atTheCommandLine();
    const { publicKey } = makeSigningKey();
    const file = join(around, 'release.pub');
    writeFileSync(file, publicKey);
    expect((await init('--release-key', file)).exit).toBe(0);
    expect(read('release.pub')).toBe(publicKey);
    expect(existsSync(join(folder, 'release.key'))).toBe(false);
  });

  test('into a folder that is empty', async () => {
    const { folder, init } = atTheCommandLine();
    mkdirSync(folder);
    expect((await init()).exit).toBe(0);
  });

  test('and none of its secrets is told', async () => {
    const { folder, init, read } = atTheCommandLine();
    const told = JSON.stringify(await init());
    for (const name of ['authority.key', 'operator.key', 'command.key', 'release.key'])
      expect(told).not.toContain(read(name).split('\n')[1]);
    const credentialKey = readFileSync(join(folder, 'credential.key'));
    for (const encoding of ['hex', 'base64'] as const) expect(told).not.toContain(credentialKey.toString(encoding));
  });
});

describe('nothing is made or changed', () => {
  test('where there is an operator already', async () => {
    const { folder, init } = atTheCommandLine();
    await init();
    const before = contentsOf(folder);
    expect(await init()).toMatchObject({ exit: 73, told: { code: 'operator-exists' } });
    expect(contentsOf(folder)).toEqual(before);
  });

  test('where something else has the name', async () => {
    const { folder, init } = atTheCommandLine();
    writeFileSync(folder, 'a file');
    expect(await init()).toMatchObject({ exit: 73, told: { code: 'operator-exists' } });
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  test('after an init that a power cut ended: its folder has not its name yet, and a person removes it', async () => {
    const { folder, init } = atTheCommandLine();
    await init();
    renameSync(folder, `${folder}.part`);
    const before = contentsOf(`${folder}.part`);
    const outcome = await init();
    expect(outcome).toMatchObject({ exit: 73, told: { code: 'init-cut-short' } });
    expect(outcome.lines.join()).toContain(`${folder}.part`);
    expect(existsSync(folder)).toBe(false);
    expect(contentsOf(`${folder}.part`)).toEqual(before);
  });

  test('where it cannot be written', async () => {
    const { around } = atTheCommandLine();
    const folder = join(around, 'no', 'such', 'folder');
    const outcome = await runInit(['--folder', folder, '--operator', 'kommunen']);
    expect(outcome).toMatchObject({ exit: 73, told: { code: 'cannot-create' } });
    expect(readdirSync(around)).toEqual([]);
  });

  test.each([
    ['a private key', makeSigningKey().key],
    ['a key of another kind', ecKey.publicKey],
    ['no key at all', 'x'],
  ])('for a release key that is %s', async (_, text) => {
    const { around, folder, init } = atTheCommandLine();
    const file = join(around, 'release.pub');
    writeFileSync(file, text);
    const outcome = await init('--release-key', file);
    expect(outcome).toMatchObject({ exit: 65, told: { code: 'file-malformed' } });
    expect(JSON.stringify(outcome)).not.toContain('BEGIN');
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    [['--operator', 'kommunen'], '--folder'],
    [['--folder', 'x', '--operator', '../other'], '--operator'],
    [['--folder', 'x', '--operator', 'Kommunen'], '--operator'],
    [['--folder', 'x', '--operator', 'kommunen', '--name', 'a\nb'], '--name'],
    [['--folder', 'x', '--operator', 'kommunen', '--nmae', 'a'], '--nmae'],
  ])('when it is called wrongly: %j', async (args, why) => {
    const { exit, lines } = await runInit(args);
    expect(exit).toBe(64);
    expect(lines.join()).toContain(why);
    expect(existsSync('x')).toBe(false);
  });
});

describe('an operator’s folder is refused', () => {
  test('when others may read a secret of it', async () => {
    const { folder, init } = atTheCommandLine();
    await init();
    chmodSync(join(folder, 'authority.key'), 0o640);
    expect(openOperator(folder)).toMatchObject({ ok: false, error: { code: 'file-not-private' } });
  });

  test.each([
    ['operator.key', 'x', 'file-malformed'],
    ['authority.key', makeSigningKey().key, 'file-malformed'],
    ['credential.key', 'short', 'file-malformed'],
    ['command-keys.json', '[]', 'file-malformed'],
    ['operator.json', '{"format":"ak-operator/2"}', 'file-malformed'],
  ])('with another %s', async (name, content, code) => {
    const { folder, init } = atTheCommandLine();
    await init();
    writeFileSync(join(folder, name), content);
    expect(openOperator(folder)).toMatchObject({ ok: false, error: { code } });
  });

  test('that is none', () => {
    expect(openOperator(tempFolder())).toMatchObject({ ok: false, error: { code: 'no-operator' } });
  });
});
