import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBulkHasher } from '../../device/access-file/bulk-hasher.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';

test('a card has the hash that a reader gives it, whatever its number and the box’s key', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 512 });
  const kind = fc.constantFrom('uid', 'barcode', 'qr', 'wiegand', 'pass');
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(key, fc.array(fc.record({ kind, canonical: text }), { minLength: 1 }), (bytes, cards) => {
      const [bulk, reader] = [createBulkHasher(bytes), createCredentialHasher(bytes)];
      for (const card of cards.map((each) => ({ ...each, randomUid: false })))
        expect(bulk(card)).toBe(reader(card).hash);
    }),
    { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 100) },
  );
});

test('a key of another length is refused', () => {
  expect(() => createBulkHasher(new Uint8Array(31))).toThrow(RangeError);
});
