import { expect, test } from 'vitest';
import { Envelope } from '../../device/contract/feed/envelope.ts';
import type { FeedState } from '../../device/contract/feed/state.ts';
import { topicOf } from '../../device/contract/feed/topics.ts';
import { bootId } from '../support/boot-id.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, office, passes, untilReady } from './linked.ts';

const healthTopic = topicOf(office, 'health');
const reader = (state: 'ready' | 'faulted'): FeedState => ({
  stream: 'health',
  body: {
    status: state === 'ready' ? 'ok' : 'degraded',
    version: '1',
    parts: [{ part: 'reader front', state, sinceMs: 0, ...(state === 'ready' ? {} : { faultCode: 'reader-silent' }) }],
    clockSynchronised: null,
  },
});

describeWith(['mosquitto'], 'a state of the box', () => {
  test('is at the broker, retained, as it is now, also when it was told before there was a broker', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tell(reader('ready'));
    await untilReady(linked);
    const first = Envelope.parse(await broker.retained(healthTopic));
    expect(first).toMatchObject({
      seq: 1,
      bootid: bootId,
      time: '2026-03-02T09:00:00.000Z',
      data: reader('ready').body,
    });
    linked.link.tell(reader('faulted'));
    await expect
      .poll(async () => broker.retained(healthTopic), { timeout: 10_000 })
      .toMatchObject({ seq: 2, data: reader('faulted').body });
  });

  test('is told again after five minutes, though it has not changed, so that nothing at the broker grows old', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tell(reader('ready'));
    await untilReady(linked);
    await passes(linked, 2);
    await expect.poll(() => subscriber.on('health').map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(subscriber.on('status').map(({ seq }) => seq)).toEqual([1, 1, 1]);
    expect(linked.statuses.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });

  test('is told anew to a broker that lost it', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tell(reader('faulted'));
    await untilReady(linked);
    await broker.kill();
    await expect.poll(() => linked.state()).toBe('faulted');
    await broker.start();
    await untilReady(linked);
    await expect
      .poll(async () => broker.retained(healthTopic).catch(() => null), { timeout: 10_000 })
      .toMatchObject({ bootid: bootId, data: reader('faulted').body });
  });
});
