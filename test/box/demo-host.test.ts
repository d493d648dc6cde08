import { expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, HOST_CARD, tapped } from './at-door.ts';

/** Of a board that is not plugged in: the door is a real one all the same. */
const realDoor = {
  doors: [
    { id: 'entrance', name: 'Entrén', driver: 'wired', strike: { via: 'board', board: 'rack', relay: 1 } },
    { id: 'store', name: 'Förrådet', driver: 'simulated' },
  ],
  relayBoards: [{ id: 'rack', kind: 'modbus', path: '/dev/ak-no-such-board' }],
};

const removals = (box: TestBox) => rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'credential-removed'`);

test('the demonstration’s host card, whose number anybody can read in this program, is nobody’s once a door is real', async () => {
  const folder = boxFolder();
  const demonstration = await withBox({ folder });
  await asHost(demonstration);
  await demonstration.stop();
  const office = await withBox({ folder, config: realDoor });
  await office.request('POST', '/api/host/request-view');
  expect(await tapped(office, HOST_CARD)).toMatchObject({ outcome: 'host-refused' });
  expect((await office.snapshot()).host).toBeNull();
  expect(removals(office)).toEqual([{ data: '{"by":"admin"}' }]);
  await office.stop();
  expect(removals(await withBox({ folder, config: realDoor }))).toHaveLength(1);
});
