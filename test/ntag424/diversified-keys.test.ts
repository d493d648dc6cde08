import { assert as check, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyDiversifier } from '../../device/drivers/ntag424/diversified-keys.ts';
import { hex, toHex } from './hex.ts';

const MASTER = hex('00112233445566778899AABBCCDDEEFF');

describe('the key of one tag', () => {
  it('is that of NXP AN10922, table 2', () => {
    const keyOf = createKeyDiversifier(MASTER, hex('3042F5 4E585020416275'));
    expect(toHex(keyOf(hex('04782E21801D80')))).toBe('A8DD63A3B89D54B37CA802473FDA9175');
  });

  // K2 and K1 of the same table, and for each: openssl enc -aes-128-cbc -nopad over the 32 bytes that the note asks for.
  it.each([
    [0, 'E8B7F67C78C34AF1446E331EF7E6D3FF'],
    [8, '5A3C7F6F0687F24F82DEE7EDA0970D08'],
    [9, 'FEED9FBD36CDB16819A72D30BCF9240B'],
    [24, '21C28CD89BB3147F66C7DBD4851CAB20'],
  ])('is made of 32 bytes, with an identifier of %i', (length, key) => {
    const counted = Uint8Array.from({ length: 7 + length }, (_, at) => at);
    expect(toHex(createKeyDiversifier(MASTER, counted.subarray(7))(counted.subarray(0, 7)))).toBe(key);
  });

  it('is not that of any other tag, nor of the same tag in another system', () => {
    const uids = uint8Array({ minLength: 7, maxLength: 7 });
    const keyIn = (system: string) => createKeyDiversifier(MASTER, Buffer.from(system));
    check(
      property(uids, uids, (one, other) => {
        const isSame = toHex(one) === toHex(other);
        expect(toHex(keyIn('office')(one)) === toHex(keyIn('office')(other))).toBe(isSame);
        expect(keyIn('office')(one)).not.toEqual(keyIn('depot')(one));
      }),
    );
  });

  it('is not made from a master key, an identifier or a UID of another length', () => {
    expect(() => createKeyDiversifier(MASTER.subarray(1), hex(''))).toThrow(RangeError);
    expect(() => createKeyDiversifier(MASTER, new Uint8Array(25))).toThrow(RangeError);
    expect(() => createKeyDiversifier(MASTER, hex(''))(hex('04A1B2C3'))).toThrow(RangeError);
  });
});
