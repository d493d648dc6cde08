import { expect, test } from 'vitest';
import { Envelope } from '../../device/contract/feed/envelope.ts';
import { GapBody } from '../../device/contract/feed/history.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, untilReady } from './linked.ts';

describeWith(['mosquitto'], 'what has waited for the broker', () => {
  test('keeps its own time and is marked late; what is new is not', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.outbox.fill(1);
    linked.clock.advance(61_000);
    linked.outbox.fill(1, linked.clock.wallMs());
    linked.start();
    await untilReady(linked);
    await expect.poll(() => subscriber.on('events').length).toBe(2);
    const heard = subscriber.on('events').map(({ payload }) => Envelope.parse(JSON.parse(payload)));
    expect(heard.map(({ time, late }) => [time, late])).toEqual([
      ['2026-03-02T09:00:00.001Z', true],
      ['2026-03-02T09:01:01.000Z', undefined],
    ]);
  });

  test('and was dropped is told as a gap, from its first number to its last', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.outbox.fill(5);
    linked.outbox.dropUpTo(4);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => subscriber.on('events').length).toBe(2);
    const [gap, next] = subscriber.on('events').map(({ payload }) => Envelope.parse(JSON.parse(payload)));
    expect(gap).toMatchObject({ type: 'ak.v1.gap', seq: 4 });
    expect(GapBody.parse(gap?.data)).toEqual({ firstSeq: 1, lastSeq: 4 });
    expect(next).toMatchObject({ type: 'ak.v1.events', seq: 5 });
    await expect.poll(() => linked.outbox.size()).toBe(0);
  });
});
