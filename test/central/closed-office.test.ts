import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, BoxKey, counted, newBoot } from './an-office.ts';

const [CLOSED, OPEN] = ['allmanna/kontor-1', 'allmanna/kontor-2'] as const;

/** An office that has ended in good order, as the broker keeps it, and another one that goes on. */
async function closedOffice() {
  const broker = await Mosquitto.start();
  const board = await ABoard.on([broker.url]);
  await board.connected();
  const [closed, open] = [await AnOffice.at(broker.url, CLOSED), await AnOffice.at(broker.url, OPEN)];
  await closed.say('status', { status: 'online' }, { seq: 1 });
  await closed.say('log-head', new BoxKey().head(CLOSED, 10, 'a'), { seq: 1 });
  await closed.events(1, 2);
  await closed.say('status', { status: 'offline' }, { seq: 2 });
  await open.say('status', { status: 'online' }, { seq: 1 });
  await expect.poll(() => [board.row(CLOSED)?.online, board.row(OPEN)?.online]).toEqual([false, true]);
  return { broker, board, closed, open };
}

/** Until the board has heard this office: what the broker kept of the others came before. */
async function heardOf(board: ABoard, office: AnOffice, present: number) {
  await office.say('occupancy', counted(present), { seq: present });
  await expect.poll(() => board.row(office.name)?.occupancy?.present).toBe(present);
}

describeWith(['mosquitto'], 'an office that is closed', () => {
  test('is shown no longer once staff forget it, over restarts and whatever the broker keeps; its history stays', async () => {
    const { board, closed, open } = await closedOffice();
    await board.stop();
    await closed.events(3);
    await board.start('--forget', CLOSED);
    expect(board.row(CLOSED)).toBeUndefined();
    await heardOf(board, open, 1);
    await expect.poll(() => board.kept('events', CLOSED)).toEqual([1, 2, 3]);
    expect(board.row(CLOSED)).toBeUndefined();
    await board.stop();
    await board.start();
    await heardOf(board, open, 2);
    expect([...board.running.collector.offices.keys()]).toEqual([OPEN]);
    expect(await board.kept('events', CLOSED)).toEqual([1, 2, 3]);
  });

  test('is not shown by a board that has not heard of it before', async () => {
    const { broker, open } = await closedOffice();
    const other = await ABoard.on([broker.url], ['--forget', CLOSED]);
    await other.connected();
    await heardOf(other, open, 1);
    expect([...other.running.collector.offices.keys()]).toEqual([OPEN]);
  });

  test('is shown as a new one when it opens again, whosever head of a log the broker keeps', async () => {
    const { board, closed, open } = await closedOffice();
    await board.stop();
    await board.start('--forget', CLOSED);
    const bootid = newBoot();
    await closed.say('status', { status: 'online' }, { seq: 1, bootid });
    await expect.poll(() => board.row(CLOSED)?.online).toBe(true);
    await board.stop();
    await board.start();
    await heardOf(board, open, 1);
    expect(board.row(CLOSED)).toMatchObject({ online: true, missing: 0, log: 'unknown' });
    await closed.say('log-head', new BoxKey().head(CLOSED, 3, 'b'), { seq: 2, bootid });
    await expect.poll(() => board.row(CLOSED)?.log).toBe('proven');
  });
});
