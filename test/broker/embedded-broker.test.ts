import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findLocalBroker } from '../../device/broker/find-local-broker.ts';
import { startEmbeddedBroker } from '../../device/simulator/embedded-broker.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, untilReady, upTo } from './linked.ts';

async function embedded() {
  const broker = await startEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  return broker;
}

const at = (url: string) => ({ host: '127.0.0.1', port: Number(new URL(url).port), timeoutMs: 1000 });

test('the embedded broker takes the whole drain by MQTT 3.1.1', async () => {
  const broker = await embedded();
  const subscriber = new Subscriber(broker.url);
  await expect.poll(() => subscriber.listening).toBe(true);
  const linked = linkTo(broker.url, { protocolVersion: 4 });
  linked.outbox.fill(1000);
  linked.start();
  await untilReady(linked);
  await expect.poll(() => linked.outbox.size(), { timeout: 10_000 }).toBe(0);
  await expect.poll(() => subscriber.on('events').length).toBe(1000);
  expect(subscriber.on('events').map(({ seq }) => seq)).toEqual(upTo(1000));
  await linked.link.stop();
  await expect.poll(() => subscriber.on('status').length).toBe(2);
  const statuses = subscriber.on('status').map(({ payload }) => JSON.parse(payload).data.status);
  expect(statuses).toEqual(['online', 'offline']);
});

test('the embedded broker closes within half a second with clients on it, and its port is free again', async () => {
  const broker = await startEmbeddedBroker({ port: 0 });
  const linked = linkTo(broker.url, { protocolVersion: 4 });
  linked.start();
  await untilReady(linked);
  // One that never says CONNECT.
  const mute = createConnection({ host: '127.0.0.1', port: at(broker.url).port });
  mute.on('error', () => {});
  await once(mute, 'connect');
  const before = performance.now();
  await broker.close();
  expect(performance.now() - before).toBeLessThan(500);
  await expect.poll(() => linked.state()).toBe('faulted');
  const again = await startEmbeddedBroker({ port: at(broker.url).port });
  await again.close();
});

describeWith(['mosquitto'], 'a broker on this machine', () => {
  test('is found when it lets anybody in', async () => {
    const broker = await Mosquitto.start();
    expect(await findLocalBroker(at(broker.url))).toBe(true);
  });

  test('is not taken when it wants credentials, hangs, or is not there', async () => {
    const closed = await Mosquitto.start({ user: { username: 'kontor', password: 'x' } });
    expect(await findLocalBroker(at(closed.url))).toBe(false);
    closed.pause();
    expect(await findLocalBroker({ ...at(closed.url), timeoutMs: 200 })).toBe(false);
    await closed.kill();
    expect(await findLocalBroker(at(closed.url))).toBe(false);
  });
});

test('a server that is no broker is not taken for one', async () => {
  const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  expect(await findLocalBroker({ host: '127.0.0.1', port: address.port, timeoutMs: 1000 })).toBe(false);
});
