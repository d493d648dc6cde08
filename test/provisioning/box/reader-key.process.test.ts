import { expect, test } from 'vitest';
import { Health } from '../../../device/contract/api.ts';
import { readerKey } from '../../../provisioning/box/reader-key.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { alwaysOpen } from '../../support/office.ts';
import { emptyBox } from './around.ts';

const silent = { note: () => {} };
const osdp = {
  readers: [{ id: 'front', door: 'entrance', driver: 'osdp', bus: 'hall', address: 0 }],
  readerBuses: [{ id: 'hall', path: 'simulated' }],
};

test('a reader in install mode has a key of its own, and its wires are in clear no more', async () => {
  const { places } = emptyBox();
  const give = (...args: string[]) => readerKey(['--root', places.root, ...args], silent);
  const box = new ControllerProcess({ folder: places.data, config: { ...alwaysOpen, ...osdp } });
  await box.url();
  const reader = async () => Health.parse(await box.get('/api/health')).readers[0];
  await expect.poll(reader).toMatchObject({ state: 'ready', warningCode: 'reader-in-clear' });
  expect(await give()).toMatchObject({ exit: 64 });
  expect(await give('--reader', 'nobody')).toMatchObject({ exit: 1 });
  expect(await give('--reader', 'front')).toMatchObject({ exit: 0 });
  const stateAndWarning = async () => [(await reader())?.state, (await reader())?.warningCode];
  await expect.poll(stateAndWarning).toEqual(['ready', undefined]);
  await box.kill();
  expect(await give('--reader', 'front')).toMatchObject({ exit: 69 });
});
