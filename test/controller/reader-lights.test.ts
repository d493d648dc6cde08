import { describe, expect, test } from 'vitest';
import { DoorId, ReaderId } from '../../device/contract/ids.ts';
import { ReaderLights } from '../../device/controller/reader-lights.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import { SimulatedReader } from '../../device/simulator/simulated-reader.ts';
import { ManualClock } from '../support/manual-clock.ts';

const [front, back] = [ReaderId.parse('front'), ReaderId.parse('back')];
const [entrance, yard] = [DoorId.parse('entrance'), DoorId.parse('yard')];

function setUp() {
  const clock = new ManualClock();
  const hasher = () => {
    throw new Error('not reached');
  };
  const parts = { hasher, seal: sealNumber, clock };
  const [atFront, atBack] = [new SimulatedReader(front, parts), new SimulatedReader(back, parts)];
  const closed = new Set<DoorId>();
  const placed = [
    { reader: atFront, door: entrance },
    { reader: atBack, door: yard },
  ];
  return { atFront, atBack, closed, lights: new ReaderLights(placed, (door) => !closed.has(door)) };
}

describe('what readers show', () => {
  test('an answer to a tap is shown at its reader alone', () => {
    const { atFront, atBack, lights } = setUp();
    lights.refresh();
    lights.signal(front, 'granted');
    expect([atFront.shown, atBack.shown]).toEqual(['granted', 'idle']);
  });

  test('a door that takes no access makes its readers unavailable, and idle when it does again', () => {
    const { atFront, atBack, closed, lights } = setUp();
    closed.add(entrance);
    lights.refresh();
    expect([atFront.shown, atBack.shown]).toEqual(['unavailable', 'idle']);
    closed.clear();
    lights.refresh();
    expect(atFront.shown).toBe('idle');
  });

  test('what stays as it is does not wipe the answer that is on', () => {
    const { atFront, lights } = setUp();
    lights.refresh();
    lights.signal(front, 'denied');
    lights.refresh();
    expect(atFront.shown).toBe('denied');
  });

  test('a reader that comes back is told anew', () => {
    const { atFront, closed, lights } = setUp();
    closed.add(entrance);
    lights.refresh();
    atFront.show('idle');
    lights.readerReady(front);
    expect(atFront.shown).toBe('unavailable');
  });
});
