import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId, VisitNumber } from '../../device/contract/ids.ts';
import { hours } from '../../device/contract/units.ts';
import { Door, type Grant } from '../../device/controller/door.ts';
import { usualTimes } from '../../device/domain/door-state.ts';
import type { StrikeRelay } from '../../device/ports/door-hardware.ts';
import { SimulatedDoor } from '../../device/simulator/simulated-door.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { hashOf } from '../support/storage.ts';

const id = DoorId.parse('entrance');
const visitor = { credential: hashOf(1), visit: VisitNumber.parse(1), direction: 'in', usesPass: true } as const;
const other = { credential: hashOf(2), visit: VisitNumber.parse(2), direction: 'in', usesPass: true } as const;

function setUp(wrap: (relay: StrikeRelay) => StrikeRelay = (relay) => relay) {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  let energised = false;
  const simulated = new SimulatedDoor(id, clock, (_door, now) => {
    energised = now;
  });
  const logged: LoggedEvent[] = [];
  const keeper = {
    async keep(event: LoggedEvent) {
      logged.push(event);
      return 'durable' as const;
    },
  };
  const { contact, rex, tamper } = simulated;
  const hardware = { door: id, strike: wrap(simulated.strike), contact, rex, tamper };
  const turnedAway: Grant[] = [];
  const notTaken = (grant: Grant) => turnedAway.push(grant);
  const door = new Door({ hardware, times: usualTimes, clock, journal, keeper, onChange: () => {}, notTaken });
  door.start();
  return { clock, simulated, door, journal, logged, turnedAway, isEnergised: () => energised };
}

describe('a strike (I2)', () => {
  test('is idle from the start, and after each release', () => {
    const { clock, door, isEnergised, journal } = setUp();
    expect([isEnergised(), door.mode()]).toEqual([false, 'locked']);
    door.letIn(visitor);
    expect([isEnergised(), door.mode()]).toEqual([true, 'accessed']);
    clock.advance(4_999);
    expect(isEnergised()).toBe(true);
    clock.advance(1);
    expect([isEnergised(), door.mode()]).toEqual([false, 'locked']);
    expect(journal.types()).toEqual(['strike-energised', 'strike-idle']);
  });

  test('is released for the whole time anew by a second grant', () => {
    const { clock, door, isEnergised } = setUp();
    door.letIn(visitor);
    clock.advance(3_000);
    door.letIn(visitor);
    clock.advance(4_999);
    expect(isEnergised()).toBe(true);
    clock.advance(1);
    expect(isEnergised()).toBe(false);
  });

  test('goes idle by the driver’s own timer, even when nobody commands it', () => {
    const { clock, door, isEnergised } = setUp((relay) => ({ ...relay, release: () => {} }));
    door.letIn(visitor);
    clock.advance(5_000);
    expect(isEnergised()).toBe(false);
  });

  test('is idle for good when the door is laid to rest, whatever comes', () => {
    const { clock, door, isEnergised } = setUp();
    door.setMode('unlock');
    door.rest();
    expect(isEnergised()).toBe(false);
    door.letIn(visitor);
    door.setMode('lock-open');
    clock.advance(120_000);
    expect(isEnergised()).toBe(false);
  });

  test('is never energised longer than the access time after the last grant, whatever the wall clock does', () => {
    const step = fc.oneof(fc.constant('let in'), fc.integer({ min: 1, max: 9_000 }), fc.constant('clock set back'));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { clock, door, isEnergised } = setUp();
        let last = Number.NEGATIVE_INFINITY;
        for (const each of steps) {
          if (each === 'let in') {
            door.letIn(visitor);
            last = clock.monotonicMs();
          } else if (typeof each === 'number') clock.advance(each);
          else clock.setWall(clock.wallMs() - 86_400_000);
          expect(isEnergised()).toBe(clock.monotonicMs() - last < usualTimes.accessTime);
        }
      }),
    );
  });

  test('stays released through ten minutes of a door that is held unlocked, told once', () => {
    const { clock, door, isEnergised, journal } = setUp();
    door.setMode('unlock');
    for (let minute = 0; minute < 10; minute++) {
      clock.advance(60_000);
      expect(isEnergised()).toBe(true);
    }
    expect(journal.types()).toEqual(['strike-energised']);
  });
});

describe('a strike that was out, and is back,', () => {
  test.each(['unlock', 'lock-open'] as const)(
    'is released again at once after %s, and for as long as that lasts',
    (command) => {
      const { clock, simulated, door, isEnergised } = setUp();
      door.setMode(command);
      clock.advance(10_000);
      simulated.unplugRelay();
      expect(isEnergised()).toBe(false);
      clock.advance(1_000);
      simulated.plugInRelay();
      expect(isEnergised()).toBe(true);
      clock.advance(300_000);
      expect(isEnergised()).toBe(true);
      door.setMode(command === 'unlock' ? 'lock' : 'lift');
      expect(isEnergised()).toBe(false);
    },
  );

  test('stays idle at a door that is locked, and at one that is laid to rest (I2)', () => {
    for (const last of ['lock', 'rest'] as const) {
      const { simulated, door, isEnergised } = setUp();
      door.setMode('unlock');
      if (last === 'rest') door.rest();
      else door.setMode('lock');
      simulated.unplugRelay();
      simulated.plugInRelay();
      expect(isEnergised()).toBe(false);
    }
  });
});

test('what central staff hold unlocked, or a host unlocks, is the first card’s no more', () => {
  for (const take of [(door: Door) => door.unlockFor(hours(2)), (door: Door) => door.setMode('unlock')]) {
    const { door } = setUp();
    door.unlockByFirstCard();
    take(door);
    door.endFirstCard();
    expect(door.mode()).toBe('unlocked');
  }
});

describe('what happened at a door', () => {
  test('a grant that was used', () => {
    const { simulated, door, logged } = setUp();
    door.letIn(visitor);
    simulated.pull();
    simulated.push();
    expect(door.mode()).toBe('locked');
    expect(logged.map(({ type }) => type)).toEqual(['door-state-changed', 'access-taken', 'door-state-changed']);
  });

  test('grants that were not used, the last first, each with its visit in the log and whose it was beside it', () => {
    const { clock, door, logged, turnedAway } = setUp();
    const leaving = { ...other, direction: 'out' } as const;
    door.letIn(visitor);
    door.letIn(leaving);
    clock.advance(5_000);
    expect(logged).toEqual([
      { type: 'access-not-taken', door: id, visit: 2, direction: 'out' },
      { type: 'access-not-taken', door: id, visit: 1, direction: 'in' },
    ]);
    expect(turnedAway).toEqual([leaving, visitor]);
  });

  test('a grant in the very moment in which the one before runs out is not taken back with it', () => {
    const { clock, simulated, door, logged, turnedAway } = setUp();
    clock.after(usualTimes.accessTime, () => door.letIn(other));
    door.letIn(visitor);
    clock.advance(usualTimes.accessTime);
    expect(turnedAway).toEqual([visitor]);
    simulated.pull();
    simulated.push();
    expect(logged.map(({ type }) => type)).toEqual([
      'access-not-taken',
      'door-state-changed',
      'access-taken',
      'door-state-changed',
    ]);
    expect(turnedAway).toEqual([visitor]);
  });

  test('a grant after the leaf had opened is none that could be missed later', () => {
    const { clock, simulated, door, logged, turnedAway } = setUp();
    door.letIn(visitor);
    simulated.pull();
    door.letIn(other);
    clock.advance(5_000);
    simulated.push();
    logged.length = 0;
    door.letIn(null);
    clock.advance(5_000);
    expect(logged).toEqual([{ type: 'access-not-taken', door: id, visit: null }]);
    expect(turnedAway).toEqual([]);
  });

  test('alarms, their ends, and modes', () => {
    const { clock, simulated, door, logged } = setUp((relay) => ({ ...relay, energise: () => {} }));
    door.setMode('lock-down');
    simulated.pressHandle();
    clock.advance(25_000);
    expect(door.shutSoon()).toBe(true);
    clock.advance(5_000);
    expect(door.alarm()).toBe('open-too-long');
    simulated.push();
    door.setMode('lift');
    const told = logged.filter(({ type }) => type.startsWith('door-alarm') || type === 'door-mode-changed');
    expect(told).toEqual([
      { type: 'door-mode-changed', door: id, mode: 'locked-down' },
      { type: 'door-alarm-raised', door: id, alarm: 'open-too-long' },
      { type: 'door-alarm-cleared', door: id, alarm: 'open-too-long' },
      { type: 'door-mode-changed', door: id, mode: 'locked' },
    ]);
  });
});

test('the simulated leaf opens from outside only while the strike is released, and from inside always', () => {
  const { simulated, door, clock, logged } = setUp();
  expect(simulated.pull()).toBe(false);
  door.letIn(visitor);
  expect(simulated.pull()).toBe(true);
  simulated.push();
  clock.advance(5_000);
  expect(simulated.pull()).toBe(false);
  simulated.pressHandle();
  expect(logged.map(({ type }) => type)).toContain('exit-requested');
  expect(simulated.contact.state()).toBe('open');
});
