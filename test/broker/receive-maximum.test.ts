import { expect, test } from 'vitest';
import { bareBroker } from './bare-broker.ts';
import { linkTo, untilReady } from './linked.ts';

test('never more is in flight than the broker takes, with a place kept for `offline` (MQTT 5 §4.9)', async () => {
  // The most PUBLISHes that it had unanswered at once.
  const seen = { most: 0, published: 0 };
  const url = await bareBroker({
    receiveMaximum: 4,
    published(count) {
      seen.most = Math.max(seen.most, count);
      seen.published += count;
    },
  });
  const linked = linkTo(url);
  linked.outbox.fill(200);
  linked.start();
  await untilReady(linked);
  await expect.poll(() => linked.outbox.size()).toBe(0);
  expect(seen).toEqual({ most: 3, published: 201 });
});
