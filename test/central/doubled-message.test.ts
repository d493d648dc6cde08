import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, newBoot } from './an-office.ts';

describeWith(['mosquitto'], 'what comes twice', () => {
  test('a message that comes twice is kept once, over a restart too', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1, 2, 2, 1, 3);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3]);
    await board.stop();
    await board.start();
    await board.connected();
    await office.events(2, 3, 4);
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3, 4]);
    expect(board.row()?.missing).toBe(0);
  });

  test('one of a run before that comes again does not make the box count anew', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1, 2);
    const bootid = newBoot();
    await office.say('events', { event: 'controller-started' }, { seq: 3, bootid });
    await office.events(2);
    await office.say('events', { event: 'occupancy-reset' }, { seq: 4, bootid });
    await expect.poll(() => board.kept('events')).toEqual([1, 2, 3, 4]);
    expect(board.row()?.missing).toBe(0);
  });
});
