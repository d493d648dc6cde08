import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, counted, doorBody } from './an-office.ts';

describeWith(['mosquitto'], 'what is late', () => {
  test('what comes late is kept with its own time, and is no news', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.events(1);
    await expect.poll(() => board.row()).toBeDefined();
    const before = board.row();
    const late = { atMs: Date.now() - 3_600_000, late: true };
    await office.say('evacuation', { active: true, present: 3, quality: 'counted' }, { seq: 1, ...late });
    await office.say('status', { status: 'offline' }, { seq: 1, ...late });
    await office.say('occupancy', counted(9), { seq: 1, ...late });
    await office.say('doors/entrance', doorBody('entrance', { alarm: 'forced-open' }), { seq: 1, ...late });
    await office.say(
      'events',
      { event: 'door-alarm-raised', door: 'entrance', alarm: 'forced-open' },
      { seq: 2, ...late },
    );
    await expect.poll(() => board.kept('events')).toEqual([2, 1]);
    const { curve: _told, ...row } = board.row() ?? {};
    const { curve: _before, ...rowBefore } = before ?? {};
    expect(row).toEqual(rowBefore);
  });
});
