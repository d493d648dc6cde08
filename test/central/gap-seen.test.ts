import { expect, test } from 'vitest';
import { OfficeRow } from '../../device/contract/feed/board.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, newBoot } from './an-office.ts';

async function boardAndOffice() {
  const broker = await Mosquitto.start();
  const board = await ABoard.on([broker.url]);
  await board.connected();
  return { board, office: await AnOffice.at(broker.url) };
}

describeWith(['mosquitto'], 'what is missing', () => {
  test('numbers that did not come are missing, until they come', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(7, 8, 11);
    await expect.poll(() => board.row()?.missing).toBe(2);
    await office.events(10);
    await expect.poll(() => board.row()?.missing).toBe(1);
    await office.events(9);
    await expect.poll(() => board.row()?.missing).toBe(0);
    expect(await board.kept('events')).toHaveLength(5);
  });

  test('a count goes on over runs of the box', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(7);
    await office.say('events', { event: 'controller-started' }, { seq: 8, bootid: newBoot() });
    await office.say('events', { event: 'occupancy-reset' }, { seq: 11, bootid: newBoot() });
    await expect.poll(() => board.row()?.missing).toBe(2);
  });

  test('what the box says it dropped is missing, and is not waited for', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(1, 2);
    await office.say('events', { firstSeq: 3, lastSeq: 6 }, { seq: 6 }, 'gap');
    await office.events(7);
    await expect.poll(() => board.row()?.missing).toBe(4);
    await office.events(4);
    await office.events(8);
    await expect.poll(() => board.kept('events')).toContain(8);
    expect(board.row()?.missing).toBe(4);
  });

  test('a gap that was seen before it was told is counted once', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(1, 10);
    await expect.poll(() => board.row()?.missing).toBe(8);
    await office.say('events', { firstSeq: 3, lastSeq: 6 }, { seq: 6 }, 'gap');
    await office.events(2);
    await expect.poll(() => board.row()?.missing).toBe(7);
  });

  test('each history has a count of its own', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(1);
    await office.say('receipt', { signed: 'x', signature: 'YQ==', key: 'YQ==' }, { seq: 100 });
    await office.events(2);
    await expect.poll(() => board.kept('events')).toEqual([1, 2]);
    expect(board.row()?.missing).toBe(0);
  });

  test('a box that counts anew misses nothing', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(50, 52);
    await expect.poll(() => board.row()?.missing).toBe(1);
    await office.say('events', { event: 'log-begun' }, { seq: 1, bootid: newBoot() });
    await expect.poll(() => board.kept('events')).toContain(1);
    expect(board.row()?.missing).toBe(1);
  });

  test('of a box that took another’s place one number is missing, and not all up to its floor', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(1, 2);
    await office.say('events', { event: 'controller-started' }, { seq: Date.now(), bootid: newBoot() });
    await expect.poll(() => board.row()?.missing).toBe(1);
    await office.say('events', { event: 'controller-started' }, { seq: Date.now() + 86_400_000, bootid: newBoot() });
    await expect.poll(() => board.row()?.missing).toBe(2);
  });

  test('of very many gaps the oldest are remembered as one, and all of their numbers are counted', async () => {
    const { board, office } = await boardAndOffice();
    const every = (count: number) => Array.from({ length: count }, (_, at) => 2 * at + 1);
    await office.events(...every(1_502));
    await expect.poll(() => board.row()?.missing).toBe(1_501);
    expect(board.running.collector.offices.get('allmanna/kontor-1')?.gaps.length).toBeLessThanOrEqual(1_001);
    await office.events(3_000);
    await expect.poll(() => board.row()?.missing).toBe(1_500);
  });

  test('a box that makes up numbers keeps nobody from reading the board', async () => {
    const { board, office } = await boardAndOffice();
    const most = Number.MAX_SAFE_INTEGER;
    await office.say('events', { firstSeq: 1, lastSeq: most }, { seq: most }, 'gap');
    await office.say('hourly', { firstSeq: 1, lastSeq: most }, { seq: most }, 'gap');
    await office.say('status', { status: 'online' }, { seq: 1 });
    await expect.poll(() => board.row()?.online).toBe(true);
    expect(OfficeRow.safeParse(board.row())).toMatchObject({ success: true, data: { missing: most } });
  });

  test('what is missing is remembered over a restart, and still filled', async () => {
    const { board, office } = await boardAndOffice();
    await office.events(1, 4);
    await expect.poll(() => board.row()?.missing).toBe(2);
    await board.stop();
    await board.start();
    expect(board.row()?.missing).toBe(2);
    await office.events(2);
    await expect.poll(() => board.row()?.missing).toBe(1);
  });
});
