import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSunKeys } from '../../device/drivers/ntag424/sun-keys.ts';
import { tempFolder } from '../support/temp-folder.ts';

const KEY = '101112131415161718191A1B1C1D1E1F';
const good = { metaReadKey: KEY, masterKey: KEY, systemIdentifier: '4b6f6e746f726574' };

function fileWith(text: string): string {
  const file = join(tempFolder(), 'tags.json');
  writeFileSync(file, text);
  return file;
}

describe('the keys of an office’s tags', () => {
  it('are read from their file', () => {
    expect(readSunKeys(fileWith(JSON.stringify(good))).ok).toBe(true);
  });

  it.each([
    ['no JSON', `{"metaReadKey": "${KEY}"`, 'the file'],
    ['a key too short', JSON.stringify({ ...good, masterKey: KEY.slice(2) }), 'masterKey'],
    ['a key missing', JSON.stringify({ ...good, metaReadKey: undefined }), 'metaReadKey'],
    ['an identifier too long', JSON.stringify({ ...good, systemIdentifier: '00'.repeat(25) }), 'systemIdentifier'],
    ['an unknown key', JSON.stringify({ ...good, colour: 'red' }), 'the file'],
  ])('with %s are refused by their place, and nothing of them is told', (_, text, place) => {
    const read = readSunKeys(fileWith(text));
    expect(read).toMatchObject({ ok: false, error: { code: 'sun-keys-malformed' } });
    expect(!read.ok && read.error.message.endsWith(`: ${place}`)).toBe(true);
    expect(JSON.stringify(read)).not.toContain(KEY.slice(4, 20));
  });

  it('that are not there are refused', () => {
    expect(readSunKeys(join(tempFolder(), 'none.json'))).toMatchObject({ error: { code: 'sun-keys-unreadable' } });
  });
});
