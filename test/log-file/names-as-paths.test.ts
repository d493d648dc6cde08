import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { openDataFolder } from '../../device/data-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);

/** A folder in a folder, so that what climbs out of the inner one shows in the outer one. */
function nested(): { readonly outer: string; readonly inner: string } {
  const outer = tempFolder();
  return { outer, inner: mkdtempSync(join(outer, 'inner-')) };
}

const climbing = [
  '../evil',
  '../../evil',
  '/tmp/evil',
  'a/../../evil',
  '..\\evil',
  'evil\0',
  '.',
  '',
  'kiosk.sqlite/../../evil',
];

describe('a backup in which a part is called', () => {
  test.each(climbing)('%j is foreign, and nothing is written', async (name) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const parts = ['kiosk.sqlite', 'credential.key', name].map((each) => ({ name: each, bytes: 4, sha256: '' }));
    const header = { format: 'ak-backup/1', madeAtMs: 1, office: 'x', schemaVersion: 1, parts };
    const given = tempFolder();
    const [from, key] = [join(given, 'crafted.age'), join(given, 'key.txt')];
    writeFileSync(from, await encrypter.encrypt(`${JSON.stringify(header)}\nevilevilevil`));
    writeFileSync(key, identity);
    const { outer, inner } = nested();
    const { exit, told } = await log(inner, 'restore', '--from', from, '--identity', key);
    expect([exit, told.code]).toEqual([1, 'backup-foreign']);
    expect(readdirSync(outer, { recursive: true }).filter((each) => String(each).includes('evil'))).toEqual([]);
  });
});

test('a backup of a box that was told by somebody that its office is a path lies where it was to be', async () => {
  const box = await withBox();
  await box.stop();
  const { outer, inner } = nested();
  for (const name of ['a/../../evil', '../evil/x', '/tmp/evil', 'a/b/../../../evil', 'a/b\0', '..', 'a/..', 'a']) {
    const seal = { signed: `ak-log-head/1\n${name}\n1\n0\n`, signature: '', key: '' };
    writeFileSync(join(box.folder, 'log-head.json'), JSON.stringify(seal));
    const { exit, told } = await log(box.folder, 'backup', '--to', recipient, '--out', inner);
    expect([exit, dirname(String(told.file))], name).toEqual([0, inner]);
    expect(String(told.file), name).toMatch(/\/office-[^/]*$/);
    expect(readdirSync(outer), name).toHaveLength(1);
  }
});

test.each(['.before-restore-../../evil', '/../../evil', ''])(
  'a restore that is to be finished under the name %j is none',
  async (aside) => {
    const { outer, inner } = nested();
    mkdirSync(join(inner, 'restore-under-way'));
    writeFileSync(join(inner, 'restore-under-way', 'checked'), aside);
    writeFileSync(join(inner, 'restore-under-way', 'credential.key'), 'evil');
    await openDataFolder(inner);
    expect(readFileSync(join(inner, 'credential.key'))).not.toEqual(Buffer.from('evil'));
    expect(readdirSync(outer)).toHaveLength(1);
  },
);

test('a link that lies where an export is to be written is replaced, and what it leads to is left alone', async () => {
  const box = await withBox();
  await box.stop();
  const { outer, inner } = nested();
  const target = join(outer, 'passwd');
  writeFileSync(target, 'root');
  for (const name of ['statistics.csv', 'statistics.csv.unfinished']) symlinkSync(target, join(inner, name));
  const { exit } = await log(box.folder, 'export', 'statistics', '--out', join(inner, 'statistics.csv'));
  expect(exit).toBe(0);
  expect(readFileSync(target, 'utf8')).toBe('root');
});
