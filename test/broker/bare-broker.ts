import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

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

/** What it answers to a CONNECT, and is told of. */
type Manners = {
  /** Of its CONNACK. */
  readonly receiveMaximum: number;
  /** So many PUBLISHes came in one piece; they are answered. */
  readonly published?: (count: number) => void;
  /** A connection has been made, and its first PUBLISH was answered. */
  readonly begun?: (socket: Socket) => void;
};

/** A broker byte by byte, for what no real one does. Answers each PUBLISH; resolves with its address. */
export async function bareBroker({ receiveMaximum, published, begun }: Manners): Promise<string> {
  const serve = (socket: Socket) => {
    let waiting = Buffer.alloc(0);
    let isFirst = true;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const { packets, rest } = split(Buffer.concat([waiting, chunk]));
      waiting = Buffer.from(rest);
      const ofType = (type: number) => packets.filter((packet) => (packet[0] ?? 0) >> 4 === type);
      // CONNACK: success, with the property Receive Maximum (0x21).
      if (ofType(CONNECT).length > 0) socket.write(Buffer.from([0x20, 6, 0, 0, 3, 0x21, 0, receiveMaximum]));
      const publishes = ofType(PUBLISH);
      published?.(publishes.length);
      for (const publish of publishes) socket.write(puback(publish));
      if (publishes.length === 0 || !isFirst) return;
      isFirst = false;
      begun?.(socket);
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
  return `mqtt://127.0.0.1:${address.port}`;
}
