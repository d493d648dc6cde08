import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { linkTo, untilReady } from './linked.ts';

const CONNECT = 1;
const PUBLISH = 3;

/** The whole MQTT packets at the head of `bytes`, and what follows them (MQTT 5 §2.1). */
function split(bytes: Buffer): { packets: Buffer[]; rest: Buffer } {
  const packets: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    let [length, shift, header] = [0, 0, 1];
    for (let byte = 0x80; byte & 0x80; shift += 7, header += 1) {
      byte = rest[header] ?? 0;
      length |= (byte & 0x7f) << shift;
    }
    if (rest.length < header + length) return { packets, rest };
    packets.push(rest.subarray(0, header + length));
    rest = rest.subarray(header + length);
  }
}

/** PUBACK for a QoS 1 PUBLISH of at most 16 kB. */
function puback(publish: Buffer): Buffer {
  const lengthBytes = (publish[1] ?? 0) & 0x80 ? 2 : 1;
  const topicAt = 1 + lengthBytes;
  const idAt = topicAt + 2 + publish.readUInt16BE(topicAt);
  return Buffer.concat([Buffer.from([0x40, 2]), publish.subarray(idAt, idAt + 2)]);
}

/** Answers as a broker with this Receive Maximum does, and notes the most PUBLISHes it had unanswered at once. */
async function pickyBroker(receiveMaximum: number) {
  const seen = { most: 0, published: 0 };
  const serve = (socket: Socket) => {
    let waiting = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const { packets, rest } = split(Buffer.concat([waiting, chunk]));
      waiting = Buffer.from(rest);
      const ofType = (type: number) => packets.filter((packet) => (packet[0] ?? 0) >> 4 === type);
      // CONNACK: success, with the property Receive Maximum (0x21).
      if (ofType(CONNECT).length > 0) socket.write(Buffer.from([0x20, 6, 0, 0, 3, 0x21, 0, receiveMaximum]));
      const publishes = ofType(PUBLISH);
      seen.most = Math.max(seen.most, publishes.length);
      seen.published += publishes.length;
      for (const publish of publishes) socket.write(puback(publish));
    });
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return { url: `mqtt://127.0.0.1:${address.port}`, seen };
}

test('never more is in flight than the broker takes, with a place kept for `offline` (MQTT 5 §4.9)', async () => {
  const { url, seen } = await pickyBroker(4);
  const linked = linkTo(url);
  linked.outbox.fill(200);
  linked.start();
  await untilReady(linked);
  await expect.poll(() => linked.outbox.size()).toBe(0);
  expect(seen).toEqual({ most: 3, published: 201 });
});
