import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { endGroup, isAlive } from './process-group.ts';

const soon = { timeout: 8_000, interval: 20 };

/** A controller in a process of its own, whose strike is released for ten minutes. */
async function controllerAtWork() {
  const folder = tempFolder();
  const entry = fileURLToPath(new URL('./controller-child.ts', import.meta.url));
  const env = { ...process.env, AK_TEST_LINES: folder };
  const controller: ChildProcess = fork(entry, { env, detached: true });
  onTestFinished(() => endGroup(controller.pid ?? 0));
  await once(controller, 'message');
  const strike = () => readFileSync(join(folder, '17'), 'utf8');
  const keeperPid = () => Number(readFileSync(join(folder, 'keeper-pid'), 'utf8'));
  await expect.poll(strike, soon).toBe('1');
  return { controller, strike, keeperPid };
}

test('kill -9 of the controller: the keeper idles the strike, and ends (I2)', async () => {
  const { controller, strike, keeperPid } = await controllerAtWork();
  const keeper = keeperPid();
  controller.kill('SIGKILL');
  await expect.poll(strike, soon).toBe('0');
  await expect.poll(() => isAlive(keeper), soon).toBe(false);
});

test('kill -9 of the keeper: the one that follows it takes the strike idle (I2)', async () => {
  const { strike, keeperPid } = await controllerAtWork();
  const first = keeperPid();
  process.kill(first, 'SIGKILL');
  await expect.poll(strike, soon).toBe('0');
  expect(keeperPid()).not.toBe(first);
});

test('a controller that hangs: the keeper idles the strike within 4 s (I2)', async () => {
  const { controller, strike } = await controllerAtWork();
  controller.send('hang');
  await expect.poll(strike, soon).toBe('0');
});

test('a controller that is stopped by its service: the keeper idles the strike at SIGTERM (I2)', async () => {
  const { strike, keeperPid } = await controllerAtWork();
  process.kill(keeperPid(), 'SIGTERM');
  await expect.poll(strike, { timeout: 8_000, interval: 1 }).toBe('0');
});
