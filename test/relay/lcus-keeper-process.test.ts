import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { SimulatedLcusBoard } from '../../device/simulator/relay-board/simulated-lcus-board.ts';
import { endGroup, isAlive } from '../gpio/process-group.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';
import { tempFolder } from '../support/temp-folder.ts';

const soon = { timeout: 8_000, interval: 5 };
/** Before a silence of the controller's would have opened it. */
const atOnce = { timeout: 2_500, interval: 5 };

/** A controller in a process of its own, and a board at the end of its line whose relay is closed for ten minutes. */
async function controllerAtWork() {
  const pty = await PtyPair.start();
  const board = new SimulatedLcusBoard(2);
  const seen: boolean[] = [];
  const plugInBoard = () =>
    pty.openFar((bytes) => {
      board.receive(bytes);
      seen.push(board.coils[0] === true);
    });
  await plugInBoard();
  const pidFile = join(tempFolder(), 'keeper-pid');
  const entry = fileURLToPath(new URL('./lcus-controller-child.ts', import.meta.url));
  const env = { ...process.env, AK_TEST_KEEPER_PID: pidFile };
  const controller = fork(entry, [pty.near], { env, detached: true });
  onTestFinished(() => endGroup(controller.pid ?? 0));
  const statuses: unknown[] = [];
  controller.on('message', (status) => statuses.push(status));
  const strike = () => board.coils[0];
  await expect.poll(strike, soon).toBe(true);
  return { pty, board, plugInBoard, seen, controller, statuses, strike, keeper: keeperIn(pidFile) };
}

/** The keeper of now. */
function keeperIn(pidFile: string) {
  const pid = () => Number(readFileSync(pidFile, 'utf8'));
  return { pid, kill: (signal: NodeJS.Signals) => process.kill(pid(), signal) };
}

describeWith(['socat'], 'a strike on a USB board', () => {
  test('kill -9 of the controller: the keeper opens the relay, and ends (I2)', async () => {
    const { controller, strike, keeper } = await controllerAtWork();
    controller.kill('SIGKILL');
    await expect.poll(strike, atOnce).toBe(false);
    await expect.poll(() => isAlive(keeper.pid()), soon).toBe(false);
  });

  test('kill -9 of the keeper: the one that follows it opens the relay, and the strike is well again (I2)', async () => {
    const { strike, statuses, keeper } = await controllerAtWork();
    const first = keeper.pid();
    keeper.kill('SIGKILL');
    await expect.poll(strike, soon).toBe(false);
    expect(keeper.pid()).not.toBe(first);
    await expect.poll(() => statuses, soon).toEqual(['ready', 'keeper-process-dead', 'ready']);
  });

  test('a controller that hangs: the keeper opens the relay within 4 s (I2)', async () => {
    const { controller, strike } = await controllerAtWork();
    controller.kill('SIGSTOP');
    await expect.poll(strike, soon).toBe(false);
  });

  test('a keeper that hangs is killed, and the one that follows it opens the relay (I2)', async () => {
    const { strike, statuses, keeper } = await controllerAtWork();
    keeper.kill('SIGSTOP');
    await expect.poll(strike, soon).toBe(false);
    await expect.poll(() => statuses, soon).toEqual(['ready', 'keeper-process-hung', 'ready']);
  });

  test('a service that is stopped: the keeper opens the relay at SIGTERM (I2)', async () => {
    const { strike, keeper } = await controllerAtWork();
    keeper.kill('SIGTERM');
    await expect.poll(strike, atOnce).toBe(false);
  });

  test('unplugged it is lost; plugged in again it is ready, and rests (I2)', async () => {
    const { pty, board, plugInBoard, seen, statuses, keeper } = await controllerAtWork();
    await pty.unplug();
    board.cyclePower();
    seen.length = 0;
    await expect.poll(() => statuses.includes('line-lost'), soon).toBe(true);
    await pty.plugIn();
    await plugInBoard();
    await expect.poll(() => statuses.at(-1), soon).toBe('ready');
    // What it says when it ends comes after all that it has said.
    keeper.kill('SIGTERM');
    await expect.poll(() => seen.length, soon).toBeGreaterThan(0);
    expect(seen).not.toContain(true);
  });
});
