import { expect, test } from 'vitest';
import { DoorId } from '../../device/contract/ids.ts';
import { monotonicMs } from '../../device/contract/units.ts';
import { isWeakPin } from '../../device/domain/pin-strength.ts';
import { PinThrottle } from '../../device/domain/pin-throttle.ts';
import { hashOf } from '../support/storage.ts';

const [entrance, yard] = [DoorId.parse('entrance'), DoorId.parse('yard')];
const at = monotonicMs;
const throttle = () => new PinThrottle(() => ({ attempts: 5, lockMinutes: 15 }));

test('after five wrong PINs a card has to wait, at every door, and then has five more', () => {
  const pins = throttle();
  const told = Array.from({ length: 5 }, (_, n) => pins.noteWrong(hashOf(1), entrance, at(n)));
  expect(told.map(({ type }) => type)).toEqual(['none', 'none', 'none', 'none', 'wait']);
  expect(told[4]).toEqual({ type: 'wait', until: 4 + 15 * 60_000 });
  expect([pins.isLocked(hashOf(1), yard, at(15 * 60_000 + 3)), pins.isLocked(hashOf(2), entrance, at(5))]).toEqual([
    true,
    false,
  ]);
  expect(pins.isLocked(hashOf(1), yard, at(15 * 60_000 + 4))).toBe(false);
});

test('a card that had to wait three times without a right PIN between is blocked', () => {
  const pins = throttle();
  const told = Array.from({ length: 15 }, (_, n) => pins.noteWrong(hashOf(1), entrance, at(n * 1_000_000)).type);
  expect(told.filter((type) => type === 'wait')).toHaveLength(2);
  expect(told[14]).toBe('block');
});

test('a right PIN forgives the wrong ones', () => {
  const pins = throttle();
  for (let round = 0; round < 10; round++) {
    for (let n = 0; n < 4; n++) expect(pins.noteWrong(hashOf(1), entrance, at(round * 1_000_000)).type).toBe('none');
    pins.forgive(hashOf(1));
  }
});

test('a door at which many cards are guessed asks nobody for a while, and the other doors go on', () => {
  const pins = throttle();
  for (let n = 0; n < 20; n++) pins.noteWrong(hashOf(n), entrance, at(n));
  expect([pins.isLocked(hashOf(99), entrance, at(20)), pins.isLocked(hashOf(99), yard, at(20))]).toEqual([true, false]);
  expect(pins.isLocked(hashOf(99), entrance, at(5 * 60_000 + 20))).toBe(false);
});

test.each([
  ['0000', true],
  ['1234', true],
  ['87654321', true],
  ['1212', false],
  ['1357', false],
  ['2580', false],
])('%s is weak: %s', (pin, weak) => {
  expect(isWeakPin(pin)).toBe(weak);
});
