import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PseudonymKind } from '../../device/contract/privacy.ts';
import { createPseudonyms } from '../../device/drivers/pseudonyms.ts';
import { hashOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const boxKey = Buffer.alloc(32, 7);
const [card, other] = [hashOf(1), hashOf(2)];

/** A box that starts again and again on the same folder. */
function boxOf(kind: PseudonymKind, folder = tempFolder()) {
  const file = join(folder, 'pseudonym.key');
  return { file, start: (key: Uint8Array = boxKey) => createPseudonyms(kind, key, file) };
}

describe('pseudonyms of a day', () => {
  test('tell cards apart, and are the same all day, over a restart too', () => {
    const { start } = boxOf('daily');
    const before = start();
    expect(before.kept).toBe(true);
    expect(before.of(card)).toMatch(/^[0-9a-f]{32}$/);
    expect(before.of(other)).not.toBe(before.of(card));
    expect(start().of(card)).toBe(before.of(card));
  });

  test('hang on a key that nobody but the box can read', () => {
    const { file, start } = boxOf('daily');
    const pseudonym = start().of(card);
    const key = readFileSync(file);
    expect([key.length, statSync(file).mode & 0o777]).toEqual([32, 0o600]);
    const whole = createHmac('sha256', key).update(Buffer.from(card, 'hex')).digest('hex');
    expect(pseudonym).toBe(whole.slice(0, 32));
  });

  test('are others the day after, and of the key of yesterday nothing is left in its file', () => {
    const { file, start } = boxOf('daily');
    const pseudonyms = start();
    const yesterday = { of: pseudonyms.of(card), key: readFileSync(file), file: statSync(file).ino };
    pseudonyms.newDay();
    expect(pseudonyms.of(card)).not.toBe(yesterday.of);
    expect(start().of(card)).toBe(pseudonyms.of(card));
    // Written over where it lay: another file would leave the old bytes on the disk.
    expect(statSync(file).ino).toBe(yesterday.file);
    const today = readFileSync(file);
    for (let at = 0; at <= 28; at++) expect(today.includes(yesterday.key.subarray(at, at + 4))).toBe(false);
  });

  test.each([0, 31, 33])('replace what is no key, for good: %i bytes', (length) => {
    const { file, start } = boxOf('daily');
    writeFileSync(file, Buffer.alloc(length, 1));
    expect(start().of(card)).toBe(start().of(card));
    expect(readFileSync(file)).toHaveLength(32);
  });

  test('serve until the next start where the disk does not take their key', () => {
    const { start } = boxOf('daily', join(tempFolder(), 'gone'));
    const pseudonyms = start();
    expect(pseudonyms.of(card)).toBe(pseudonyms.of(card));
    expect(start().of(card)).not.toBe(pseudonyms.of(card));
  });
});

test('a disk that neither takes the key of a new day nor gives up the old one ends no box at four in the morning', () => {
  const { file, start } = boxOf('daily');
  const pseudonyms = start();
  const yesterday = pseudonyms.of(card);
  // As on a card that has become read-only: it can be neither written nor deleted as a file.
  rmSync(file);
  mkdirSync(file);
  pseudonyms.newDay();
  expect(pseudonyms.of(card)).not.toBe(yesterday);
});

describe('stable pseudonyms', () => {
  test('stay the same over days and starts, without a key of their own', () => {
    const { file, start } = boxOf('stable');
    const pseudonyms = start();
    const first = pseudonyms.of(card);
    pseudonyms.newDay();
    expect([pseudonyms.kept, pseudonyms.of(card), start().of(card)]).toEqual([true, first, first]);
    expect(existsSync(file)).toBe(false);
  });

  test('are others in another office', () => {
    const { start } = boxOf('stable');
    expect(start(Buffer.alloc(32, 8)).of(card)).not.toBe(start().of(card));
  });
});

describe('where the log keeps none', () => {
  test('the count knows a card again until the day or the run ends, and there is no file', () => {
    const { file, start } = boxOf('none');
    const pseudonyms = start();
    const first = pseudonyms.of(card);
    expect([pseudonyms.kept, pseudonyms.of(card)]).toEqual([false, first]);
    expect(start().of(card)).not.toBe(first);
    pseudonyms.newDay();
    expect(pseudonyms.of(card)).not.toBe(first);
    expect(existsSync(file)).toBe(false);
  });
});

test.each<PseudonymKind>(['stable', 'none'])('the key of a day does not outlive a change to %s', (kind) => {
  const folder = tempFolder();
  const { file, start } = boxOf('daily', folder);
  start();
  expect(existsSync(file)).toBe(true);
  boxOf(kind, folder).start();
  expect(existsSync(file)).toBe(false);
});

test.each<PseudonymKind>(['daily', 'stable', 'none'])(
  '%s: cannot be told from a credential without the key (I4)',
  (kind) => {
    const pseudonym = boxOf(kind).start().of(card);
    const bytes = Buffer.from(card, 'hex');
    const guesses = [bytes, createHash('sha256').update(bytes).digest(), createHash('sha256').update(card).digest()];
    const keyed = [boxKey, Buffer.alloc(0), Buffer.alloc(32)].map((key) =>
      createHmac('sha256', key).update(bytes).digest(),
    );
    for (const guess of [...guesses, ...keyed]) expect(guess.toString('hex')).not.toContain(pseudonym);
  },
);
