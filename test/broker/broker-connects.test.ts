import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Envelope } from '../../device/contract/feed/envelope.ts';
import { OccupancyBody, StatusBody } from '../../device/contract/feed/state.ts';
import { bootId } from '../support/boot-id.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { occupancyBody } from '../support/occupancy.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, occupancyTopic, statusTopic, untilReady, upTo } from './linked.ts';

describeWith(['mosquitto'], 'a broker that is well', () => {
  test('is told online, retained, and the link is ready', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    expect(linked.statuses.map(({ state }) => state)).toEqual(['starting', 'ready']);
    expect(linked.events).toEqual([{ type: 'broker-connected', url: broker.url }]);
    expect(Envelope.parse(await broker.retained(statusTopic))).toEqual({
      specversion: '1.0',
      id: `${bootId}/status/1`,
      source: '/ak/v1/allmanna/kontor-1',
      type: 'ak.v1.status',
      time: '2026-03-02T09:00:00.000Z',
      seq: 1,
      bootid: bootId,
      data: { status: 'online' },
    });
  });

  test('is told offline, retained, when the link stops in good order', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    await linked.link.stop();
    expect(await broker.retained(statusTopic)).toMatchObject({ data: { status: 'offline' }, seq: 2 });
  });

  test('gives offline as the last will, retained, when the process is killed', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const program = fileURLToPath(new URL('./run-link.ts', import.meta.url));
    const child = spawn(process.execPath, [program, broker.url], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await expect.poll(() => subscriber.on('status').length, { timeout: 20_000 }).toBe(1);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await expect.poll(() => subscriber.on('status').length).toBe(2);
    const messages = subscriber.on('status').map(({ payload }) => Envelope.parse(JSON.parse(payload)));
    expect(messages.map(({ seq, data }) => ({ seq, ...StatusBody.parse(data) }))).toEqual([
      { seq: 1, status: 'online' },
      { seq: 2, status: 'offline' },
    ]);
    expect(await broker.retained(statusTopic)).toEqual(messages[1]);
  });

  test('is sent the count, retained, and the message keeps to the contract', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    linked.link.tell({ stream: 'occupancy', body: occupancyBody(1) });
    await untilReady(linked);
    const message = Envelope.parse(await broker.retained(occupancyTopic));
    expect(message).toMatchObject({ seq: 1, bootid: bootId, time: '2026-03-02T09:00:00.000Z' });
    expect(OccupancyBody.parse(message.data)).toEqual(occupancyBody(1));
  });

  test('is sent what comes into the outbox later, and the length of the queue is told each time it changes', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.queued).toEqual([0]);
    linked.outbox.fill(3);
    linked.link.wake();
    await expect.poll(() => linked.outbox.size()).toBe(0);
    await expect.poll(() => linked.queued.at(-1)).toBe(0);
    expect(linked.queued.slice(0, 2)).toEqual([0, 3]);
  });

  test('is sent ten thousand waiting messages in order, each once', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.outbox.fill(10_000);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size(), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => subscriber.on('events').length).toBe(10_000);
    expect(subscriber.on('events').map(({ seq }) => seq)).toEqual(upTo(10_000));
  });
});
