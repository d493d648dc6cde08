import { expect, test } from 'vitest';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, untilReady } from './linked.ts';

describeWith(['mosquitto'], 'an outbox whose disk is broken', () => {
  test('is read again later; the link stays ready', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.outbox.fill(3);
    linked.outbox.broken = true;
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.reads).toBe(1);
    linked.clock.advance(1200);
    await expect.poll(() => linked.outbox.reads).toBe(2);
    expect(linked.state()).toBe('ready');
    linked.outbox.broken = false;
    linked.clock.advance(2400);
    await expect.poll(() => linked.outbox.size()).toBe(0);
    expect(linked.events).toHaveLength(1);
  });

  test('(I6) that cannot forget is asked again, and the broker is not sent the message twice', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    const release = linked.outbox.holdAcknowledge();
    linked.outbox.fill(1);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.acknowledging).toBe(1);
    linked.outbox.broken = true;
    release();
    // The next try waits for its time.
    await expect.poll(() => linked.clock.pending().some((delay) => delay <= 1200)).toBe(true);
    linked.outbox.broken = false;
    linked.clock.advance(1200);
    await expect.poll(() => linked.outbox.size()).toBe(0);
    expect(subscriber.on('events').map(({ seq }) => seq)).toEqual([1]);
  });
});
