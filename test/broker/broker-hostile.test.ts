import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { bareBroker } from './bare-broker.ts';
import { linkTo, untilReady } from './linked.ts';

/** A link to a broker that is hostile on its first connection, and well on the next. */
async function metBy(hostile: (socket: Socket) => void) {
  let connections = 0;
  const url = await bareBroker({
    receiveMaximum: 20,
    begun(socket) {
      connections += 1;
      if (connections === 1) hostile(socket);
    },
  });
  const linked = linkTo(url);
  linked.start();
  await expect.poll(() => linked.state()).toBe('faulted');
  await untilReady(linked);
  linked.outbox.fill(3);
  linked.link.wake();
  await expect.poll(() => linked.outbox.size()).toBe(0);
}

/** PUBLISH with QoS 2 to `a`, number 7. */
const exactlyOnce = [0x34, 6, 0, 1, 0x61, 0, 7, 0];

test.each([
  ['a message by QoS 2, which nobody asked for', [exactlyOnce]],
  ['one, and its release', [exactlyOnce, [0x62, 2, 0, 7]]],
  ['the release of none', [[0x62, 2, 0, 9]]],
  ['a release without a number', [[0x62, 0]]],
  ['a receipt without a number', [[0x50, 0]]],
  ['the end of a connection, and more after that', [[0xe0, 0], exactlyOnce, [0x62, 2, 0, 7]]],
  ['a second welcome', [[0x20, 3, 0, 0, 0]]],
  ['a question who this is', [[0xf0, 0]]],
  ['a packet of a kind that there is not', [[0x00, 0]]],
  ['a topic by a number that it has told nobody', [[0x32, 9, 0, 0, 0, 8, 3, 0x23, 0, 5, 0x61]]],
])('a broker that sends %s is left, and tried again', async (_, packets) => {
  await metBy((socket) => socket.write(Buffer.concat(packets.map((packet) => Buffer.from(packet)))));
});

test('a broker that sends a packet without an end is left before it fills the memory', async () => {
  const MEGABYTE = Buffer.alloc(2 ** 20);
  let sent = 0;
  await metBy((socket) => {
    const sendOn = (error?: Error | null) => {
      if (error || sent === 64) return;
      sent += 1;
      socket.write(MEGABYTE, sendOn);
    };
    // PUBLISH of 256 MB, the most that there can be (MQTT 5 §1.5.5).
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    sendOn();
  });
  expect(sent).toBeLessThan(32);
});
