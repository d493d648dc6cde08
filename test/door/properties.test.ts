import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DoorInput } from '../../device/domain/door-machine.ts';
import { HOLD_PULSE, isHeldReleased, usualTimes } from '../../device/domain/door-state.ts';
import { ModelledDoor } from '../support/modelled-door.ts';

const HOUR = 3_600_000;

const input: fc.Arbitrary<DoorInput> = fc.oneof(
  fc.record({ type: fc.constant('access' as const), extended: fc.boolean() }),
  fc.record({
    type: fc.constantFrom(
      'unlock',
      'lock',
      'block',
      'lock-down',
      'lock-open',
      'lift',
      'extend',
      'leave',
      'rex',
      'strike-ready',
      'wake',
    ),
  }),
  fc.record({
    type: fc.constant('contact' as const),
    physical: fc.constantFrom('open', 'closed', 'unknown', 'fault'),
  }),
  fc.record({ type: fc.constant('fire' as const), active: fc.boolean() }),
);

/** Time that passes in order, and a clock that is wrong: back by a second, back or forward by a day. */
const passing = fc.record({ pass: fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.constantFrom(1, 499, 500, 5_000)) });
const jump = fc.record({ jump: fc.constantFrom(-1_000, -24 * HOUR, 24 * HOUR) });
const life = fc.array(fc.oneof({ weight: 4, arbitrary: input }, { weight: 3, arbitrary: passing }, jump), {
  maxLength: 60,
});

/** Lives this life; `see` looks at the door after each step, with the input that led to it, if one did. */
function live(
  steps: readonly (DoorInput | { pass: number } | { jump: number })[],
  see: (door: ModelledDoor, input: DoorInput | null) => void,
): ModelledDoor {
  const door = new ModelledDoor();
  for (const step of steps) {
    if ('pass' in step) door.advance(step.pass);
    else if ('jump' in step) door.jump(step.jump);
    else door.take(step);
    see(door, 'type' in step ? step : null);
  }
  return door;
}

const releasing = new Set(['access', 'unlock', 'lock-open', 'lift']);

test('no sequence of inputs energises the strike without a grant or a host’s command (I2)', () => {
  fc.assert(
    fc.property(life, (steps) => {
      let before = 0;
      let mayHold = false;
      let accessed = false;
      live(steps, (door, cause) => {
        const energised = door.commands.slice(before).filter(({ type }) => type === 'energise').length;
        before = door.commands.length;
        const mayExtend = cause?.type === 'extend' && accessed;
        if (energised > 0) expect(mayHold || mayExtend || (cause !== null && releasing.has(cause.type))).toBe(true);
        mayHold = isHeldReleased(door.state);
        accessed = door.state.access !== null;
      });
    }),
    { numRuns: 2_000 },
  );
});

test('a life without grant and host is a life without a pulse, whatever clock, contact, button and fire do (I2)', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const idle = steps.filter((step) => !('type' in step) || !releasing.has(step.type));
      live(idle, (door) => expect(door.commands.filter(({ type }) => type === 'energise')).toEqual([]));
    }),
  );
});

test('every pulse has an end within its maximum, wherever the clock jumps (I2)', () => {
  const longest = Math.max(usualTimes.extendedAccessTime, HOLD_PULSE);
  fc.assert(
    fc.property(life, (steps) => {
      live(steps, (door) => {
        for (const command of door.commands)
          if (command.type === 'energise') {
            expect(command.forMs).toBeGreaterThan(0);
            expect(command.forMs).toBeLessThanOrEqual(longest);
          }
      });
    }),
    { numRuns: 1_000 },
  );
});

test('a door that is blocked, locked down, or under fire alarm and locked is never released by a grant', () => {
  fc.assert(
    fc.property(life, fc.constantFrom('block' as const, 'lock-down' as const, 'fire' as const), (steps, why) => {
      live(steps, (door) => {
        const shut = Object.assign(new ModelledDoor(), { state: door.state, now: door.now });
        shut.take(why === 'fire' ? { type: 'fire', active: true } : { type: why });
        if (isHeldReleased(shut.state)) return;
        expect(shut.take({ type: 'access', extended: true }).filter(({ type }) => type === 'energise')).toEqual([]);
      });
    }),
    { numRuns: 300 },
  );
});

test('left alone, a door comes to rest: locked and idle, or held released', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const door = live(steps, () => {});
      door.advance(2 * 60_000);
      expect(door.state.access).toBeNull();
      expect(door.energised).toBe(isHeldReleased(door.state));
    }),
    { numRuns: 1_000 },
  );
});
