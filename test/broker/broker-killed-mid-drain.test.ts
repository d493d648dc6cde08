import { expect, test } from 'vitest';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { firsts, type Linked, linkTo, untilReady, upTo } from './linked.ts';

const MESSAGES = 2000;

/** Kills the broker in the very moment in which the subscriber has heard message `seq`. */
async function killAt(seq: number, broker: Mosquitto, subscriber: Subscriber, linked: Linked): Promise<void> {
  subscriber.onMessage = (message) => {
    if (message.seq >= seq && message.topic.endsWith('/events')) broker.killNow();
  };
  await expect.poll(() => linked.state(), { timeout: 10_000, interval: 1 }).toBe('faulted');
  subscriber.onMessage = () => {};
  await broker.kill();
}

async function restart(broker: Mosquitto, subscriber: Subscriber, linked: Linked): Promise<void> {
  const before = subscriber.subscribed;
  await broker.start();
  await expect.poll(() => subscriber.subscribed, { timeout: 10_000 }).toBe(before + 1);
  await untilReady(linked);
}

describeWith(['mosquitto'], 'a broker that is killed in the middle of a drain', () => {
  test('(I6) five times over: nothing is missing, all is in order, and only what was not acknowledged comes again', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.outbox.fill(MESSAGES);
    linked.start();
    await untilReady(linked);
    const forgottenAtKill: { readonly heard: number; readonly erased: ReadonlySet<number> }[] = [];
    for (const seq of [200, 500, 800, 1200, 1600]) {
      await killAt(seq, broker, subscriber, linked);
      expect(linked.outbox.size()).toBeGreaterThan(0);
      // What the dead broker had written is still on its way to the subscriber until that has noticed the end.
      await expect.poll(() => subscriber.listening).toBe(false);
      forgottenAtKill.push({ heard: subscriber.received.length, erased: new Set(linked.outbox.erased) });
      await restart(broker, subscriber, linked);
    }
    await expect.poll(() => linked.outbox.size(), { timeout: 10_000 }).toBe(0);
    await expect.poll(() => subscriber.received.at(-1)?.seq).toBe(MESSAGES);

    const heard = subscriber.on('events');
    expect(firsts(heard.map(({ seq }) => seq))).toEqual(upTo(MESSAGES));
    expect(new Set(heard.map(({ payload }) => payload)).size).toBe(MESSAGES);
    for (const { heard: count, erased } of forgottenAtKill) {
      const after = subscriber.received.slice(count).filter(({ topic }) => topic.endsWith('/events'));
      expect(after.filter(({ seq }) => erased.has(seq))).toEqual([]);
    }
  });

  test('each connection counts on in the status stream, and each change is journalled once', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    for (let n = 0; n < 2; n++) {
      await broker.kill();
      await expect.poll(() => linked.state()).toBe('faulted');
      await restart(broker, subscriber, linked);
    }
    await linked.link.stop();
    await expect.poll(() => subscriber.on('status').at(-1)?.seq).toBe(6);
    // 2 and 4 are the wills of killed brokers, which nobody sends.
    expect(subscriber.on('status').map(({ seq }) => seq)).toEqual([1, 3, 5, 6]);
    expect(linked.events.map(({ type }) => type)).toEqual([
      'broker-connected',
      'broker-lost',
      'broker-connected',
      'broker-lost',
      'broker-connected',
    ]);
  });

  test('(I6) what it has acknowledged is not sent again, although the disk has not forgotten it yet', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    const release = linked.outbox.holdAcknowledge();
    linked.outbox.fill(1);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.acknowledging).toBe(1);
    await broker.kill();
    await expect.poll(() => linked.state()).toBe('faulted');
    await restart(broker, subscriber, linked);
    linked.outbox.fill(1);
    linked.link.wake();
    await expect.poll(() => subscriber.on('events').at(-1)?.seq).toBe(2);
    expect(subscriber.on('events').map(({ seq }) => seq)).toEqual([1, 2]);
    release();
    await expect.poll(() => linked.outbox.size()).toBe(0);
  });
});
