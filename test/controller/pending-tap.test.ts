import { expect, test } from 'vitest';
import type { PendingTap } from '../../device/contract/api.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import { PendingTapSlot } from '../../device/controller/pending-tap.ts';
import { ManualClock } from '../support/manual-clock.ts';

const asked = { purpose: 'enrol', by: 'host', offersPin: false } as const;
const forHost = { ...asked, enrolment: plainEnrolment('host') };
const forVisitor = { ...asked, enrolment: plainEnrolment('visitor') };

function setUp() {
  const clock = new ManualClock();
  const shown: (PendingTap | null)[] = [];
  return { clock, shown, slot: new PendingTapSlot(clock, (pending) => shown.push(pending)) };
}

test('a purpose serves one tap', () => {
  const { slot, shown } = setUp();
  slot.set(forHost);
  expect(slot.take()).toEqual(forHost);
  expect(slot.take()).toBeNull();
  expect(shown.at(-1)).toBeNull();
});

test('a purpose is forgotten after 30 seconds', () => {
  const { slot, clock, shown } = setUp();
  slot.set(forVisitor);
  clock.advance(29_999);
  expect(shown).toHaveLength(1);
  clock.advance(1);
  expect(shown.at(-1)).toBeNull();
  expect(slot.take()).toBeNull();
});

test('a new purpose takes the place of the old, with its own 30 seconds', () => {
  const { slot, clock } = setUp();
  slot.set(forVisitor);
  clock.advance(20_000);
  slot.set(forHost);
  clock.advance(20_000);
  expect(slot.take()).toEqual(forHost);
});

test('who needs longer is given the whole time once more, ten times', () => {
  const { slot, clock, shown } = setUp();
  slot.set(forVisitor);
  for (let time = 0; time < 10; time++) {
    clock.advance(29_000);
    expect(slot.extend()).toBe(true);
  }
  expect(slot.extend()).toBe(false);
  clock.advance(29_999);
  expect(shown.at(-1)).not.toBeNull();
  clock.advance(1);
  expect(slot.take()).toBeNull();
});

test('there is no more time for what nobody has asked for', () => {
  expect(setUp().slot.extend()).toBe(false);
});
