import { chmodSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { exposureOf, secretsIn, secretsNamedIn } from '../../device/exposed-secrets.ts';
import { office } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const self = process.getuid?.() ?? 0;
/** Debian’s `nobody`, and whoever the tests run as beside root. */
const STRANGER = 65_534;

function folderWith(name: string, mode: number): { dataFolder: string; file: string } {
  const dataFolder = tempFolder();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, name);
  writeFileSync(file, 'secret');
  chmodSync(file, mode);
  return { dataFolder, file };
}

const lookAt = (dataFolder: string, as = self) => exposureOf({ dataFolder, files: secretsIn(dataFolder), self: as });

describe('a secret in the data folder that others can get at is told of, with its mode and what to do:', () => {
  const names = [
    ...['credential.key', 'box.key', 'pseudonym.key', 'reader-keys.json', 'session-secret', 'admin-token'],
    ...[
      'shell-token',
      'kiosk-token',
      'kiosk.sqlite',
      'kiosk.sqlite-wal',
      'box.key.before-restore-2026-01-01T000000.000Z',
    ],
  ];
  test.each(names)('%s', (name) => {
    const { dataFolder, file } = folderWith(name, 0o644);
    const lines = lookAt(dataFolder);
    expect(lines[0]).toBe(`${file}: mode 0644, others can get at it`);
    expect(lines.at(-1)).toBe(`chmod 600 ${file}`);
  });

  test.each([0o604, 0o602, 0o601, 0o640, 0o620, 0o610, 0o777])('mode %o', (mode) => {
    expect(lookAt(folderWith('credential.key', mode).dataFolder)).not.toEqual([]);
  });
});

test.each([0o600, 0o400])('mode %o is well', (mode) => {
  expect(lookAt(folderWith('credential.key', mode).dataFolder)).toEqual([]);
});

test('what is no secret may be read, and a folder that is not there holds none', () => {
  expect(lookAt(folderWith('box-key.pub', 0o644).dataFolder)).toEqual([]);
  expect(secretsIn(join(tempFolder(), 'nowhere'))).toEqual([]);
});

describe('a link', () => {
  test('is followed, and what it leads to has to be closed', () => {
    const { file } = folderWith('kept.key', 0o644);
    const dataFolder = tempFolder();
    symlinkSync(file, join(dataFolder, 'credential.key'));
    expect(lookAt(dataFolder)[0]).toBe(`${join(dataFolder, 'credential.key')}: mode 0644, others can get at it`);
    chmodSync(file, 0o600);
    expect(lookAt(dataFolder)).toEqual([]);
  });

  test.each(['nowhere', 'credential.key'])('that leads to %s is no secret', (target) => {
    const dataFolder = tempFolder();
    symlinkSync(target, join(dataFolder, 'credential.key'));
    expect(lookAt(dataFolder)).toEqual([]);
  });
});

describe.skipIf(self !== 0)('of somebody else (only root can give a file away)', () => {
  test('a file is told of, with its owner and what to do', () => {
    const { dataFolder, file } = folderWith('credential.key', 0o600);
    lchownSync(file, STRANGER, STRANGER);
    expect(lookAt(dataFolder)).toContain(`${file}: belongs to user ${STRANGER}, who can change it`);
    expect(lookAt(dataFolder).at(-1)).toBe(`chown -h 0 ${file}`);
    // Who runs as that user has what is its own.
    expect(exposureOf({ dataFolder: file, files: [file], self: STRANGER })).toEqual([]);
  });

  test('a link is too, whatever it leads to; and so is the folder', () => {
    const { file, dataFolder: elsewhere } = folderWith('kept.key', 0o600);
    const dataFolder = tempFolder();
    symlinkSync(file, join(dataFolder, 'credential.key'));
    lchownSync(join(dataFolder, 'credential.key'), STRANGER, STRANGER);
    expect(lookAt(dataFolder)[0]).toContain(`belongs to user ${STRANGER}`);
    lchownSync(elsewhere, STRANGER, STRANGER);
    expect(lookAt(elsewhere)[0]).toBe(`${elsewhere}: belongs to user ${STRANGER}, who can change it`);
  });

  test('root’s file may be read by the group that root gave it to, and written by nobody else', () => {
    const { dataFolder, file } = folderWith('credential.key', 0o640);
    const asStranger = () => exposureOf({ dataFolder, files: [file], self: STRANGER });
    expect(asStranger()).toEqual([]);
    for (const mode of [0o660, 0o644]) {
      chmodSync(file, mode);
      expect(asStranger()).not.toEqual([]);
    }
  });
});

test('every file of the config whose description says that it is this box’s alone is among those looked at', () => {
  const broker = {
    mode: 'mqtt',
    urls: ['mqtts://a:1'],
    certFile: '/a',
    keyFile: '/broker-key',
    passwordFile: '/broker',
  };
  const sip2 = {
    system: 'sip2',
    host: 'a',
    terminalPasswordFile: '/terminal',
    login: { user: 'a', passwordFile: '/sip2' },
  };
  const koha = (login: object) => ({ system: 'koha', url: 'https://a', login });
  const named = (library: object) =>
    secretsNamedIn(Config.parse({ ...office, broker, library, tags: { sunKeyFile: '/sun' } }));
  const always = ['/sun', '/broker-key', '/broker'];
  expect(named(sip2)).toEqual([...always, '/terminal', '/sip2']);
  expect(named(koha({ kind: 'basic', user: 'a', passwordFile: '/koha' }))).toEqual([...always, '/koha']);
  expect(named(koha({ kind: 'client-credentials', clientId: 'a', secretFile: '/koha' }))).toEqual([...always, '/koha']);
  expect(named({ system: 'none' })).toEqual(always);
});
