import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type IConnectPacket, parser } from 'mqtt-packet';
import { expect, onTestFinished, test } from 'vitest';
import { backOff } from '../../provisioning/central/broker/back-off.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, counted } from './an-office.ts';

describeWith(['mosquitto'], 'the brokers', () => {
  test('the board starts without its broker, and listens when that comes', async () => {
    const broker = await Mosquitto.prepare();
    const board = await ABoard.on([broker.url]);
    await expect.poll(() => board.notes.at(-1)).toMatch(/^No broker \(broker-unreachable\): /);
    await broker.start();
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
  });

  test('a broker that is killed is waited for', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    await broker.kill();
    await expect.poll(() => board.isConnected).toBe(false);
    await broker.start();
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
  });

  test('what waits for a board that is away is history: no state takes the room, of which the newest is there all the same', async () => {
    const broker = await Mosquitto.start({ mostQueued: 20 });
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await board.stop();
    for (let seq = 1; seq <= 40; seq++) await office.say('occupancy', counted(seq), { seq });
    await office.events(1, 2, 3);
    await board.start();
    await expect.poll(() => board.row()?.occupancy?.present).toBe(40);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3]);
  });

  test('a broker is asked to keep what comes over long holidays', async () => {
    const connects: IConnectPacket[] = [];
    const server = createServer((socket) => {
      const packets = parser({ protocolVersion: 5 });
      packets.on('packet', (packet) => packet.cmd === 'connect' && connects.push(packet));
      socket.on('data', (bytes) => void packets.parse(bytes)).on('error', () => {});
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    await ABoard.on([`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    await expect.poll(() => connects[0]).toMatchObject({ clean: false });
    expect(connects[0]?.properties?.sessionExpiryInterval).toBeGreaterThanOrEqual(5 * 86_400);
  });

  test('a broker that hangs does not keep the board from ending', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    broker.pause();
    await board.stop();
    await board.start();
    broker.resume();
    await board.connected();
  });

  test('all of several brokers are listened to, and what comes by more than one of them is kept once', async () => {
    const [one, other] = [await Mosquitto.start(), await Mosquitto.start()];
    const board = await ABoard.on([one.url, other.url]);
    await expect.poll(() => board.notes.filter((note) => note.includes('connected')).length).toBe(2);
    const [atOne, atOther] = [await AnOffice.at(one.url), await AnOffice.at(other.url)];
    await atOne.events(1, 2);
    await atOther.events(2, 3);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3]);
    await one.kill();
    await atOther.events(4);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3, 4]);
    expect(board.row()?.missing).toBe(0);
  });

  test('a broker that refuses is told as that', async () => {
    const broker = await Mosquitto.start({ user: { username: 'central', password: 'secret' } });
    const board = await ABoard.on([broker.url]);
    await expect.poll(() => board.notes.at(-1)).toMatch(/^No broker \(broker-refused\): .*Not authorized/);
  });

  test('a broker over TLS is believed by the authority that was told, and by no other', async () => {
    const pem = (name: string) =>
      fileURLToPath(new URL(`../broker/certificates/test-only.${name}.pem`, import.meta.url));
    const broker = await Mosquitto.start({ tls: { certificate: pem('cert'), key: pem('key') } });
    const trusting = await ABoard.on([broker.url], ['--ca', pem('cert')]);
    await trusting.connected();
    const other = await ABoard.on([broker.url]);
    await expect.poll(() => other.notes.at(-1)).toMatch(/^No broker \(certificate-refused\): /);
  });

  test('a broker is spoken to over WebSockets as well', async () => {
    const broker = await Mosquitto.start({ websockets: true });
    const board = await ABoard.on([broker.websocketUrl ?? '']);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1, 2, 3);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3]);
  });

  test('an operator’s own offices alone are listened to when that is asked for', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url], ['--operator', 'allmanna']);
    await board.connected();
    await (await AnOffice.at(broker.url, 'andra/kontor-9')).events(1);
    await (await AnOffice.at(broker.url)).events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
    expect(board.row('andra/kontor-9')).toBeUndefined();
  });

  test('of those that share the messages each gets some, and all of them together all', async () => {
    const broker = await Mosquitto.start();
    const boards = [
      await ABoard.on([broker.url], ['--share', 'history']),
      await ABoard.on([broker.url], ['--share', 'history']),
    ];
    for (const board of boards) await board.connected();
    await (await AnOffice.at(broker.url)).events(1, 2, 3, 4);
    const kept = async () => (await Promise.all(boards.map((board) => board.kept('events')))).flat().toSorted();
    await expect.poll(kept).toEqual([1, 2, 3, 4]);
    expect((await boards[0]?.kept('events'))?.length).toBeLessThan(4);
  });

  test('waits double from a second to not quite a minute, each a little otherwise', () => {
    expect([0, 1, 2, 3, 10, 1000].map((round) => backOff(round, () => 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 50_000, 50_000,
    ]);
    expect([backOff(0, () => 0), backOff(0, () => 1), backOff(99, () => 1)]).toEqual([800, 1_200, 60_000]);
  });
});
