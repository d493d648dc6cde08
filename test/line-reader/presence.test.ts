import { describe, expect, it } from 'vitest';
import { parseUid } from '../../device/domain/credential.ts';
import { Presence, presenceKey } from '../../device/drivers/line-reader/presence.ts';
import { ManualClock } from '../support/manual-clock.ts';

function watch() {
  const clock = new ManualClock();
  const told: string[] = [];
  const presence = new Presence(
    400,
    () => clock.monotonicMs(),
    () => told.push('-'),
  );
  const see = (key: string) => presence.seen(key, () => told.push(`+${key}`));
  return { clock, told, presence, see };
}

describe('what lies on a reader', () => {
  it('is told once, and as gone when it was not seen for long enough', () => {
    const { clock, told, presence, see } = watch();
    see('a');
    clock.advance(399);
    presence.sweep();
    see('a');
    clock.advance(399);
    presence.sweep();
    expect(told).toEqual(['+a']);
    clock.advance(1);
    presence.sweep();
    presence.sweep();
    expect(told).toEqual(['+a', '-']);
    expect(presence.isEmpty).toBe(true);
  });

  it('beside another, seen by turns, is told once each', () => {
    const { clock, told, presence, see } = watch();
    for (let turn = 0; turn < 100; turn++) {
      see(turn % 2 === 0 ? 'a' : 'b');
      presence.sweep();
      clock.advance(60);
    }
    expect(told).toEqual(['+a', '-', '+b']);
  });

  it('before anybody watched is not told until it comes anew', () => {
    const { clock, told, presence, see } = watch();
    presence.seen('a', null);
    see('a');
    expect(told).toEqual([]);
    clock.advance(400);
    presence.sweep();
    see('a');
    expect(told).toEqual(['+a']);
  });

  it('is gone when nothing is known any more, and then comes anew', () => {
    const { told, presence, see } = watch();
    see('a');
    presence.forget();
    presence.forget();
    see('a');
    expect(told).toEqual(['+a', '-', '+a']);
  });
});

it('two UIDs are one card if both are random, and else only if they are the same', () => {
  const key = (uid: string) => {
    const parsed = parseUid(uid);
    return parsed.ok ? presenceKey(parsed.value) : '';
  };
  expect(key('08000001')).toBe(key('08000002'));
  expect(key('04000001')).not.toBe(key('04000002'));
  expect(key('04000001')).not.toBe(key('08000001'));
});
