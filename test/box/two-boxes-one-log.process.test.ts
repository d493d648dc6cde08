import { expect, test, vi } from 'vitest';
import { brokenLinks } from '../support/chain.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const tap = (box: ControllerProcess, uid: string) => box.post('/sim/readers/front/present', { uid });
const opened = (box: ControllerProcess) => box.strikeTrace().filter(({ energised }) => energised).length;

test('a second controller on the same folder is refused, and the first goes on; when that is killed, another starts', async () => {
  const folder = tempFolder();
  const first = new ControllerProcess({ folder, config: alwaysOpen });
  const firstUrl = await first.url();
  const second = new ControllerProcess({ folder, config: alwaysOpen });
  expect(await second.exited).toBe(64);
  expect(second.stderr).toContain('The controller does not start (data-folder-in-use)');
  expect(second.strikeTrace()).toEqual([]);

  await tap(first, '04000000000001');
  await vi.waitFor(() => expect(opened(first)).toBe(1), { timeout: 5_000 });
  expect(await first.url()).toBe(firstUrl);

  await first.kill();
  const third = new ControllerProcess({ folder, config: alwaysOpen });
  await third.url();
  await tap(third, '04000000000002');
  await vi.waitFor(() => expect(opened(third)).toBe(2), { timeout: 5_000 });
  expect(await third.stop()).toBe(0);
  // The one that was refused has left nothing in the log.
  expect(rowsOf(folder, `SELECT type FROM access_log WHERE type LIKE 'controller-%' ORDER BY seq`)).toEqual([
    { type: 'controller-started' },
    { type: 'controller-started' },
    { type: 'controller-stopped' },
  ]);
  expect(brokenLinks(folder)).toEqual([]);
});
