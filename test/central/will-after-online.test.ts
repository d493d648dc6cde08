import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, boot, counted, doorBody, newBoot } from './an-office.ts';

async function boardAndOffice() {
  const broker = await Mosquitto.start();
  const board = await ABoard.on([broker.url]);
  await board.connected();
  return { board, office: await AnOffice.at(broker.url) };
}

describeWith(['mosquitto'], 'a last will', () => {
  test('the will of a connection that comes after the next one is online changes nothing', async () => {
    const { board, office } = await boardAndOffice();
    await office.say('status', { status: 'online' }, { seq: 1 });
    await office.say('status', { status: 'online' }, { seq: 3 });
    await office.say('status', { status: 'offline' }, { seq: 2 });
    await office.events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
    expect(board.row()?.online).toBe(true);
  });

  test('nor does the will of a run before, whatever its number', async () => {
    const { board, office } = await boardAndOffice();
    await office.say('status', { status: 'online' }, { seq: 90 });
    await office.say('status', { status: 'online' }, { seq: 1, bootid: newBoot() });
    await office.say('status', { status: 'offline' }, { seq: 91, bootid: boot });
    await office.events(1);
    await expect.poll(() => board.kept('events')).toEqual([1]);
    expect(board.row()?.online).toBe(true);
  });

  test('the will of this connection takes the office offline, and with it its count', async () => {
    const { board, office } = await boardAndOffice();
    await office.say('status', { status: 'online' }, { seq: 1 });
    await office.say('occupancy', counted(5), { seq: 1 });
    await expect.poll(() => board.row()?.occupancy?.present).toBe(5);
    await office.say('status', { status: 'offline' }, { seq: 2 });
    await expect.poll(() => board.row()?.online).toBe(false);
    expect(board.row()?.occupancy).toBeNull();
  });

  test('a door that the next run of the box does not tell of is not shown any longer', async () => {
    const { board, office } = await boardAndOffice();
    await office.say('doors/entrance', doorBody('entrance'), { seq: 1 });
    await office.say('doors/yard', doorBody('yard'), { seq: 1 });
    await expect.poll(() => board.row()?.doors.length).toBe(2);
    await office.say('doors/entrance', doorBody('entrance', { mode: 'unlocked' }), { seq: 1, bootid: newBoot() });
    await expect.poll(() => board.row()?.doors).toEqual([doorBody('entrance', { mode: 'unlocked' })]);
  });
});
