import { describe, expect, it } from 'vitest';
import { CredentialHash } from '../../device/contract/ids.ts';
import { PinAttempts } from '../../device/drivers/pin-attempts.ts';
import { ManualClock } from '../support/manual-clock.ts';

const CARD = CredentialHash.parse('0'.repeat(32));
const OTHER = CredentialHash.parse('1'.repeat(32));
const MINUTE = 60_000;

function made(): { readonly clock: ManualClock; readonly attempts: PinAttempts } {
  const clock = new ManualClock();
  return { clock, attempts: new PinAttempts(clock) };
}

describe('tries at a PIN', () => {
  it('are three for each card', () => {
    const { attempts } = made();
    expect([1, 2, 3, 4].map(() => attempts.take(CARD))).toEqual([true, true, true, false]);
    expect(attempts.isLeft(CARD)).toBe(false);
    expect(attempts.isLeft(OTHER)).toBe(true);
    expect(attempts.take(OTHER)).toBe(true);
  });

  it('come back one by one, each 15 minutes after it was taken', () => {
    const { clock, attempts } = made();
    for (const _ of [1, 2, 3]) {
      attempts.take(CARD);
      clock.advance(MINUTE);
    }
    clock.advance(12 * MINUTE - 1);
    expect(attempts.isLeft(CARD)).toBe(false);
    clock.advance(1);
    expect([attempts.take(CARD), attempts.take(CARD)]).toEqual([true, false]);
    clock.advance(MINUTE);
    expect([attempts.take(CARD), attempts.take(CARD)]).toEqual([true, false]);
  });

  it('that were refused do not prolong the wait', () => {
    const { clock, attempts } = made();
    for (const _ of [1, 2, 3]) attempts.take(CARD);
    for (let minute = 0; minute < 15; minute++) {
      expect(attempts.take(CARD)).toBe(false);
      clock.advance(MINUTE);
    }
    expect(attempts.take(CARD)).toBe(true);
  });

  it('are all there again after the right PIN', () => {
    const { attempts } = made();
    attempts.take(CARD);
    attempts.take(CARD);
    attempts.right(CARD);
    expect([1, 2, 3, 4].map(() => attempts.take(CARD))).toEqual([true, true, true, false]);
  });

  it('that were given back may be taken again', () => {
    const { attempts } = made();
    for (const _ of [1, 2, 3]) attempts.take(CARD);
    attempts.giveBack(CARD);
    attempts.giveBack(OTHER);
    expect([attempts.take(CARD), attempts.take(CARD)]).toEqual([true, false]);
  });

  it('do not go by the wall clock', () => {
    const { clock, attempts } = made();
    for (const _ of [1, 2, 3]) attempts.take(CARD);
    clock.setWall(clock.wallMs() + 60 * MINUTE);
    expect(attempts.isLeft(CARD)).toBe(false);
  });
});
