import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId, VisitNumber } from '../../device/contract/ids.ts';
import { Door } from '../../device/controller/door.ts';
import { usualTimes } from '../../device/domain/door-state.ts';
import { SimulatedDoor } from '../../device/simulator/simulated-door.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { hashOf } from '../support/storage.ts';

/** One leaf, and a controller for it that starts again and again. */
function building() {
  const clock = new ManualClock();
  const coil: boolean[] = [];
  const leaf = new SimulatedDoor(DoorId.parse('entrance'), clock, (_door, energised) => void coil.push(energised));
  const logged: LoggedEvent[] = [];
  const keeper = {
    async keep(event: LoggedEvent) {
      logged.push(event);
      return 'durable' as const;
    },
  };
  const start = () => {
    const journal = new RecordingJournal();
    const nothing = () => {};
    const parts = { hardware: leaf, times: usualTimes, clock, journal, keeper, onChange: nothing, notTaken: nothing };
    const door = new Door(parts);
    door.start();
    return door;
  };
  return { clock, leaf, coil, logged, start };
}

const visitor = { credential: hashOf(1), visit: VisitNumber.parse(1), direction: 'in', usesPass: true } as const;

test('a controller that starts while the leaf is open moves no strike and takes it for no break-in', () => {
  const { clock, leaf, coil, logged, start } = building();
  const before = start();
  before.letIn(visitor);
  leaf.pull();
  before.rest();
  const after = start();
  clock.advance(29_999);
  expect([after.mode(), after.physical(), after.alarm()]).toEqual(['locked', 'open', 'normal']);
  expect(coil).toEqual([true, false]);
  expect(logged.filter(({ type }) => type === 'door-alarm-raised')).toEqual([]);
});

test('a leaf that nobody shuts is an alarm all the same, and well when it is shut', () => {
  const { clock, leaf, start } = building();
  leaf.force();
  const door = start();
  clock.advance(30_000);
  expect(door.alarm()).toBe('open-too-long');
  leaf.push();
  expect(door.alarm()).toBe('normal');
});

test('the next card is let in as ever', () => {
  const { clock, leaf, coil, start } = building();
  leaf.force();
  const door = start();
  leaf.push();
  door.letIn(visitor);
  expect(coil).toEqual([true]);
  clock.advance(5_000);
  expect(coil).toEqual([true, false]);
});
