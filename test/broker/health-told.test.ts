import { describe, expect, test } from 'vitest';
import { HealthTopic } from '../../device/broker/health-topic.ts';
import { type HealthBody, HealthMessage, topicOf } from '../../device/contract/broker-messages.ts';
import { bootId } from '../support/boot-id.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, office, untilReady } from './linked.ts';

const healthTopic = topicOf(office.operator, office.office, 'health');
const reader = (state: 'ready' | 'faulted', sinceMs = 0): HealthBody => ({
  status: state === 'ready' ? 'ok' : 'degraded',
  parts: [{ part: 'reader front', state, sinceMs, ...(state === 'ready' ? {} : { faultCode: 'reader-silent' }) }],
  clockSynchronised: null,
});

describeWith(['mosquitto'], 'the health topic', () => {
  test('holds, retained, how the box is now, also when it was told before there was a broker', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tellHealth(reader('ready'));
    await untilReady(linked);
    const first = { ...reader('ready'), seq: 1, bootId, at: '2026-03-02T09:00:00.000Z' };
    expect(HealthMessage.parse(await broker.retained(healthTopic))).toEqual(first);
    linked.link.tellHealth(reader('faulted'));
    await expect
      .poll(async () => HealthMessage.parse(await broker.retained(healthTopic)), { timeout: 10_000 })
      .toMatchObject({ ...reader('faulted'), seq: 2 });
  });

  test('is told anew to a broker that lost it', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tellHealth(reader('faulted'));
    await untilReady(linked);
    await broker.kill();
    await expect.poll(() => linked.state()).toBe('faulted');
    await broker.start();
    await untilReady(linked);
    await expect
      .poll(async () => HealthMessage.safeParse(await broker.retained(healthTopic)).data, { timeout: 10_000 })
      .toMatchObject({ ...reader('faulted'), bootId });
  });
});

describe('of what changes faster than the broker answers', () => {
  test('the newest is told, and one message at a time', () => {
    const topic = new HealthTopic();
    const sent: { seq: number; body: HealthBody; acknowledged: () => void }[] = [];
    topic.connected((seq, body, acknowledged) => void sent.push({ seq, body, acknowledged }));
    for (const sinceMs of [1, 2, 3]) topic.tell(reader('faulted', sinceMs));
    expect(sent.map(({ seq }) => seq)).toEqual([1]);
    sent[0]?.acknowledged();
    expect(sent.map(({ seq, body }) => [seq, body.parts[0]?.sinceMs])).toEqual([
      [1, 1],
      [2, 3],
    ]);
    sent[1]?.acknowledged();
    expect(sent).toHaveLength(2);
  });

  test('an answer of a connection that is lost counts for nothing', () => {
    const topic = new HealthTopic();
    const old: (() => void)[] = [];
    const sent: number[] = [];
    topic.tell(reader('ready'));
    topic.connected((_seq, _body, acknowledged) => void old.push(acknowledged));
    topic.lost();
    topic.connected((seq) => void sent.push(seq));
    topic.tell(reader('faulted'));
    old[0]?.();
    expect(sent).toEqual([2]);
  });
});
