import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DoorId } from '../../device/contract/ids.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { Strike } from '../../device/controller/strike.ts';
import type { StrikeRelay } from '../../device/ports/door-hardware.ts';
import { SimulatedDoor } from '../../device/simulator/simulated-door.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

const door = DoorId.parse('entrance');
const ACCESS_TIME = milliseconds(5_000);

function setUp(wrap: (relay: StrikeRelay) => StrikeRelay = (relay) => relay) {
  const clock = new ManualClock();
  let energised = false;
  const simulated = new SimulatedDoor(door, clock, (_door, now) => {
    energised = now;
  });
  const journal = new RecordingJournal();
  const strike = new Strike(wrap(simulated.strike), ACCESS_TIME, clock, journal, () => {});
  return { clock, simulated, strike, journal, isEnergised: () => energised };
}

test('a strike is idle from the start, and after each pulse (I2)', () => {
  const { clock, strike, isEnergised, journal } = setUp();
  expect([isEnergised(), strike.mode()]).toEqual([false, 'locked']);
  strike.pulse();
  expect([isEnergised(), strike.mode()]).toEqual([true, 'accessed']);
  clock.advance(4_999);
  expect(isEnergised()).toBe(true);
  clock.advance(1);
  expect([isEnergised(), strike.mode()]).toEqual([false, 'locked']);
  expect(journal.types()).toEqual(['strike-energised', 'strike-idle']);
});

test('a second grant begins the time anew', () => {
  const { clock, strike, isEnergised } = setUp();
  strike.pulse();
  clock.advance(3_000);
  strike.pulse();
  clock.advance(4_999);
  expect(isEnergised()).toBe(true);
  clock.advance(1);
  expect(isEnergised()).toBe(false);
});

test('each pulse ends by the driver’s own timer, even when nobody releases the strike (I2)', () => {
  const { clock, strike, isEnergised } = setUp((relay) => ({ ...relay, release: () => {} }));
  strike.pulse();
  clock.advance(5_000);
  expect(isEnergised()).toBe(false);
});

test('no sequence of pulses, time and stops leaves a strike energised longer than the access time after the last pulse (I2)', () => {
  const step = fc.oneof(
    fc.constant('pulse'),
    fc.constant('idle'),
    fc.integer({ min: 1, max: 9_000 }),
    fc.constant('clock set back'),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { clock, strike, isEnergised } = setUp();
      let lastPulse = Number.NEGATIVE_INFINITY;
      for (const each of steps) {
        if (each === 'pulse') {
          strike.pulse();
          lastPulse = clock.monotonicMs();
        } else if (each === 'idle') {
          strike.idle();
          lastPulse = Number.NEGATIVE_INFINITY;
        } else if (typeof each === 'number') clock.advance(each);
        else clock.setWall(clock.wallMs() - 86_400_000);
        expect(isEnergised()).toBe(clock.monotonicMs() - lastPulse < ACCESS_TIME);
      }
    }),
  );
});

test('the simulated leaf opens from outside only while the strike is released, and from inside always', () => {
  const { simulated, strike, clock } = setUp();
  const seen: string[] = [];
  simulated.contact.onChange((state) => seen.push(state));
  simulated.rex.onPressed(() => seen.push('rex'));
  expect(simulated.pull()).toBe(false);
  strike.pulse();
  expect(simulated.pull()).toBe(true);
  simulated.push();
  clock.advance(5_000);
  expect(simulated.pull()).toBe(false);
  simulated.pressHandle();
  expect(seen).toEqual(['open', 'closed', 'rex', 'open']);
});
