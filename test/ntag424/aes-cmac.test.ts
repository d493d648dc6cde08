import { describe, expect, it } from 'vitest';
import { aesCmac } from '../../device/drivers/ntag424/aes-cmac.ts';
import { hex, toHex } from './hex.ts';

/** RFC 4493 §4: the key and the four messages, which are beginnings of one. */
const KEY = hex('2B7E1516 28AED2A6 ABF71588 09CF4F3C');
const MESSAGE = hex(
  `6BC1BEE2 2E409F96 E93D7E11 7393172A AE2D8A57 1E03AC9C 9EB76FAC 45AF8E51
   30C81C46 A35CE411 E5FBC119 1A0A52EF F69F2445 DF4F9B17 AD2B417B E66C3710`,
);

describe('an AES-CMAC', () => {
  it.each([
    [0, 'BB1D6929E95937287FA37D129B756746'],
    [16, '070A16B46B4D4144F79BDD9DD04A287C'],
    [40, 'DFA66747DE9AE63030CA32611497C827'],
    [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
  ])('of %i bytes is that of RFC 4493', (length, mac) => {
    expect(toHex(aesCmac(KEY, MESSAGE.subarray(0, length)))).toBe(mac);
  });

  it('leaves the message as it was', () => {
    const message = MESSAGE.slice(0, 16);
    aesCmac(KEY, message);
    expect(message).toEqual(MESSAGE.slice(0, 16));
  });
});
