import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { OccupancyMessage, StatusMessage } from '../../device/contract/broker-messages.ts';
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
    const message = StatusMessage.parse(await broker.retained(statusTopic));
    expect(message).toEqual({ status: 'online', seq: 1, bootId, at: '2026-03-02T09:00:00.000Z' });
  });

  test('is told offline, retained, when the link stops in good order', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    await linked.link.stop();
    expect(StatusMessage.parse(await broker.retained(statusTopic))).toMatchObject({ status: 'offline', seq: 2 });
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
    const messages = subscriber.on('status').map(({ payload }) => StatusMessage.parse(JSON.parse(payload)));
    expect(messages.map(({ seq, status }) => ({ seq, status }))).toEqual([
      { seq: 1, status: 'online' },
      { seq: 2, status: 'offline' },
    ]);
    expect(await broker.retained(statusTopic)).toEqual(messages[1]);
  });

  test('is sent the count, retained, and the message keeps to the contract', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.outbox.fill(1);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size()).toBe(0);
    expect(OccupancyMessage.parse(await broker.retained(occupancyTopic))).toEqual({
      seq: 1,
      bootId,
      at: '2026-03-02T09:00:00.001Z',
      ...occupancyBody(1),
    });
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
    await expect.poll(() => subscriber.on('occupancy').length).toBe(10_000);
    expect(subscriber.on('occupancy').map(({ seq }) => seq)).toEqual(upTo(10_000));
  });
});
