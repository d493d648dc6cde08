import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, BoxKey, boot, counted, newBoot } from './an-office.ts';

const NAME = 'allmanna/kontor-1';
const HOUR = 3_600_000;

/** A board that has heard the box at one broker, and another that the box spoke to before it started anew. */
async function twoBrokers() {
  const [now, before] = [await Mosquitto.start(), await Mosquitto.start()];
  const [office, earlier] = [await AnOffice.at(now.url), await AnOffice.at(before.url)];
  /** `meanwhile`: what is said while it listens to the one alone. */
  const listenToBoth = async (meanwhile = async () => {}) => {
    const board = await ABoard.on([now.url]);
    await board.connected();
    await meanwhile();
    await expect.poll(() => board.row()?.log).toBe('proven');
    await board.stop();
    await board.start('--broker', before.url);
    await expect.poll(() => board.notes.filter((note) => note === 'The broker is connected.')).toHaveLength(3);
    await earlier.events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
    return board;
  };
  return { office, earlier, listenToBoth, at: Date.now() - HOUR, run: newBoot() };
}

describeWith(['mosquitto'], 'what another broker kept of an earlier run of a box', () => {
  test('takes no office offline that is online since', async () => {
    const { office, earlier, listenToBoth, at, run } = await twoBrokers();
    await earlier.say('status', { status: 'offline' }, { seq: 2, atMs: at, bootid: boot });
    await office.say('status', { status: 'online' }, { seq: 1, bootid: run });
    await office.say('occupancy', counted(5), { seq: 1, bootid: run });
    await office.say('log-head', new BoxKey().head(NAME, 10, 'a'), { seq: 10, bootid: run });
    const board = await listenToBoth();
    await office.say('occupancy', counted(6), { seq: 2, bootid: run });
    await expect.poll(() => board.row()?.occupancy?.present).toBe(6);
    expect(board.row()?.online).toBe(true);
  });

  test('is no log that went back, and nothing is missing by it', async () => {
    const { office, earlier, listenToBoth, at, run } = await twoBrokers();
    const key = new BoxKey();
    await earlier.say('log-head', key.head(NAME, 5, 'b', '2026-11-25T08:00:00Z'), { seq: 5, atMs: at, bootid: boot });
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 10, bootid: run });
    const board = await listenToBoth();
    expect(board.row()?.log).toBe('proven');
    await office.say('log-head', key.head(NAME, 11, 'c', '2026-12-01T08:00:00Z'), { seq: 11, bootid: run });
    await expect.poll(() => board.kept('log-head')).toEqual([5, 10, 11]);
    expect(board.row()).toMatchObject({ log: 'proven', missing: 0 });
  });

  test('nor is it another key, when the box was replaced since', async () => {
    const { office, earlier, listenToBoth, at, run } = await twoBrokers();
    const before = new BoxKey().head(NAME, 5, 'b', '2026-11-25T08:00:00Z');
    await earlier.say('log-head', before, { seq: 5, atMs: at, bootid: boot });
    const head = new BoxKey().head(NAME, 10, 'a');
    const board = await listenToBoth(() => office.say('log-head', head, { seq: 10, bootid: run }));
    expect(board.row()?.log).toBe('proven');
  });

  test('proves that a log went back, when that was signed later', async () => {
    const { office, earlier, listenToBoth, run } = await twoBrokers();
    const key = new BoxKey();
    await earlier.say('log-head', key.head(NAME, 5, 'b', '2026-12-01T08:00:00Z'), { seq: 11, bootid: newBoot() });
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 10, bootid: run });
    expect((await listenToBoth()).row()?.log).toBe('went-back');
  });
});

describeWith(['mosquitto'], 'an office that has not been heard for long', () => {
  test('is not heard anew by what the broker kept of it', async () => {
    const broker = await Mosquitto.start();
    const [office, at] = [await AnOffice.at(broker.url), Date.now() - HOUR];
    await office.say('status', { status: 'offline' }, { seq: 2, atMs: at });
    const board = await ABoard.on([broker.url]);
    await expect.poll(() => board.row()?.online).toBe(false);
    expect(board.row()?.heardAtMs).toBe(at);
    await office.say('status', { status: 'online' }, { seq: 3, atMs: at });
    await expect.poll(() => board.row()?.online).toBe(true);
    expect(board.row()?.heardAtMs).toBeGreaterThan(at);
  });
});
