import { expect, test } from 'vitest';
import { Acknowledger } from '../../device/broker/acknowledger.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { settled } from '../support/fake-log.ts';
import { FakeOutbox } from '../support/fake-outbox.ts';
import { ManualClock } from '../support/manual-clock.ts';

const row = (id: number) => ({ id, gapFrom: null });

/** With three rows that were read and sent. */
async function sent(settleMs: number) {
  const [outbox, clock] = [new FakeOutbox(), new ManualClock()];
  outbox.fill(3);
  await outbox.read(0, 10);
  const acknowledger = new Acknowledger({ outbox, clock, settle: milliseconds(settleMs), erased: () => {} });
  return { outbox, clock, acknowledger };
}

test('where there is one broker, its word counts at once', async () => {
  const { outbox, acknowledger } = await sent(0);
  acknowledger.add(row(1));
  await settled();
  expect(outbox.erased).toEqual([1]);
});

test('(I6) where there are several, it counts when the connection has lasted for a second more', async () => {
  const { outbox, clock, acknowledger } = await sent(1_000);
  acknowledger.add(row(1));
  clock.advance(400);
  acknowledger.add(row(2));
  clock.advance(599);
  await settled();
  expect(outbox.erased).toEqual([]);
  clock.advance(1);
  await settled();
  expect(outbox.erased).toEqual([1]);
  clock.advance(1_000);
  await settled();
  expect(outbox.erased).toEqual([1, 2]);
});

test('(I6) what was acknowledged less than a second before the loss is sent again, what is older is not', async () => {
  const { outbox, clock, acknowledger } = await sent(1_000);
  acknowledger.add(row(1));
  clock.advance(500);
  acknowledger.add(row(2));
  clock.advance(500);
  acknowledger.connectionLost();
  clock.advance(10_000);
  await settled();
  expect(outbox.erased).toEqual([1]);
  acknowledger.add(row(2));
  acknowledger.add(row(3));
  clock.advance(1_000);
  await settled();
  expect(outbox.erased).toEqual([1, 2, 3]);
});

test('a connection that ends in good order has handed on what it acknowledged', async () => {
  const { outbox, acknowledger } = await sent(1_000);
  acknowledger.add(row(1));
  acknowledger.connectionEnded();
  await acknowledger.emptied();
  expect(outbox.erased).toEqual([1]);
});
