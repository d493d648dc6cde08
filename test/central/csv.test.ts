import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { ask, cookieOf } from './a-browser.ts';
import { AnOffice, counted, doorBody, healthBody } from './an-office.ts';

describeWith(['mosquitto'], 'the table', () => {
  test('the offices as a table that a spreadsheet opens, and takes no formula from', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    const other = await AnOffice.at(broker.url, 'allmanna/kontor-2');
    const parts = [{ part: 'reader front', state: 'faulted', sinceMs: 1, faultCode: 'reader-lost' }];
    await other.events(1, 3);
    await office.say('occupancy', counted(5), { seq: 1 });
    await office.say('doors/entrance', doorBody('entrance', { state: 'open', alarm: 'open-too-long' }), { seq: 1 });
    await office.say('health', { ...healthBody, version: '=cmd|"/c calc"!A1', status: 'degraded', parts }, { seq: 1 });
    await office.say('status', { status: 'online' }, { seq: 1 });
    await expect.poll(() => board.row()?.online).toBe(true);
    const cookie = await cookieOf(board.running.startUrl);
    const { status, headers, body } = await ask(`${board.running.url}/board/offices.csv`, { cookie });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="offices-\d{4}-\d\d-\d\d\.csv"$/);
    const rows = parse(body, { columns: true });
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({
        ...{ operator: 'allmanna', office: 'kontor-1', online: 'true', present: '5', seats: '24', quality: 'counted' },
        ...{ evacuation: 'false', doors: 'entrance: locked, open', alarms: 'entrance: open-too-long' },
        ...{ health: 'degraded', faults: 'reader front: reader-lost', missing: '0', log: 'unknown' },
        version: `'=cmd|"/c calc"!A1`,
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ office: 'kontor-2', online: '', present: '', version: '', missing: '1' }),
    );
  });
});
