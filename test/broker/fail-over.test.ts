import { randomUUID } from 'node:crypto';
import { connect } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { lossOfDisconnect } from '../../device/broker/loss.ts';
import { BootId } from '../../device/contract/ids.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { firsts, linkTo, statusTopic, untilReady, upTo } from './linked.ts';

describeWith(['mosquitto'], 'of several brokers', () => {
  test('(I6) the next one takes over when one is killed, and nothing is missing', async () => {
    const [first, second] = [await Mosquitto.start(), await Mosquitto.start()];
    const [atFirst, atSecond] = [new Subscriber(first.url), new Subscriber(second.url)];
    await expect.poll(() => atFirst.listening && atSecond.listening).toBe(true);
    const linked = linkTo([first.url, second.url]);
    linked.start();
    await untilReady(linked);
    linked.outbox.fill(50);
    linked.link.wake();
    await expect.poll(() => atFirst.on('events').length).toBe(50);
    linked.outbox.fill(50);
    await first.kill();
    await expect.poll(() => linked.state()).toBe('faulted');
    await untilReady(linked);
    expect(linked.statuses.at(-1)?.detail).toBe(second.url);
    await expect.poll(() => atSecond.on('events').at(-1)?.seq).toBe(100);
    const heard = [...atFirst.on('events'), ...atSecond.on('events')].map(({ seq }) => seq);
    expect(firsts(heard)).toEqual(upTo(100));
  });

  test('the first that answers is taken at a start, soon, and without a back-off', async () => {
    const [away, there] = [await Mosquitto.prepare(), await Mosquitto.start()];
    const linked = linkTo([away.url, there.url]);
    linked.start();
    await expect.poll(() => linked.state()).toBe('faulted');
    const [wait = Number.NaN] = linked.clock.pending();
    expect(wait).toBeLessThanOrEqual(1_000);
    await untilReady(linked);
    expect(linked.statuses.at(-1)?.detail).toBe(there.url);
  });
});

describeWith(['mosquitto'], 'another box by the name of this one', () => {
  test('is noticed and told by both, and they do not cut each other off each second', async () => {
    const broker = await Mosquitto.start();
    const one = linkTo(broker.url);
    one.start();
    await untilReady(one);
    const other = linkTo(broker.url, { bootId: BootId.parse(randomUUID()) });
    // The same time of day, a minute later.
    for (const { clock } of [one, other]) clock.advance(60_000);
    other.start();
    await untilReady(other);
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      const [cutOff, stays] = n % 2 === 0 ? [one, other] : [other, one];
      await expect.poll(() => cutOff.state()).toBe('faulted');
      const [wait = 0] = cutOff.clock.pending();
      waits.push(wait);
      for (const { clock } of [one, other]) clock.advance(wait);
      await expect
        .poll(() => cutOff.statuses.at(-1))
        .toMatchObject({ state: 'ready', warningCode: 'broker-taken-over' });
      await expect.poll(() => stays.state()).toBe('faulted');
    }
    for (const { statuses } of [one, other])
      expect(statuses.map(({ faultCode }) => faultCode)).toContain('broker-taken-over');
    expect(waits[4]).toBeGreaterThan((waits[2] ?? 0) * 1.2);
  });

  test('is told by the broker’s reason code, where it gives one (MQTT 5 §3.14.2.1)', () => {
    expect(lossOfDisconnect(142).code).toBe('broker-taken-over');
    expect(lossOfDisconnect(139).code).toBe('broker-unreachable');
  });
});

describeWith(['mosquitto'], 'the retained status', () => {
  test('is put right when an old connection’s will comes after the new one’s word', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    const online = await broker.retained(statusTopic);
    const late = connect(broker.url, { protocolVersion: 5 });
    onTestFinished(() => late.endAsync(true));
    await late.publishAsync(statusTopic, JSON.stringify({ seq: 0, data: { status: 'offline' } }), {
      qos: 1,
      retain: true,
    });
    await expect.poll(() => broker.retained(statusTopic), { timeout: 5_000 }).toEqual(online);
  });
});
