import { expect, test } from 'vitest';
import { KeptSounds } from '../../device/drivers/speech/kept-sounds.ts';

const sound = (bytes: number) => new Uint8Array(bytes);

test('the sounds that were asked for last are kept, up to so many bytes', () => {
  const kept = new KeptSounds(100);
  kept.keep('a', sound(40));
  kept.keep('b', sound(40));
  kept.find('a');
  kept.keep('c', sound(40));
  expect(['a', 'b', 'c'].map((key) => kept.find(key) !== null)).toEqual([true, false, true]);
  kept.keep('a', sound(10));
  expect(kept.bytes).toBe(50);
  kept.keep('d', sound(1_000));
  expect([kept.find('d'), kept.bytes]).toEqual([null, 0]);
});
