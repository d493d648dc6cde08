import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Health } from '../../device/contract/api.ts';
import { VirtualDisplay } from '../support/display.ts';
import { Launcher } from '../support/launcher.ts';
import { describeWith } from '../support/parts.ts';
import { processesWith } from '../support/processes.ts';

/** The green of the idle screen's panel (renderer/styles/tokens.css), and most of what it takes there. */
const SPRUCE = 0x174536;
const PANEL = 50_000;

/** The kiosk on a display of its own, and hands that do harm to it. */
async function kiosk() {
  const display = await VirtualDisplay.start();
  const launcher = new Launcher({ env: { AK_SHELL: 'chromium', DISPLAY: display.name } });
  const address = await launcher.kioskAddress();
  const health = async () => Health.parse(await (await fetch(new URL('/api/health', address))).json());
  const isWell = async () => {
    const ready = await health().then(
      ({ shell }) => shell.state === 'ready',
      () => false,
    );
    return ready && display.pixelsOf(SPRUCE) > PANEL;
  };
  const profile = join(launcher.folder, 'chromium');
  /** The browser's own processes of a type; there may be a renderer in reserve. */
  const processesOf = (type: string) =>
    processesWith(profile)
      .filter(({ command }) => command.includes(type))
      .map(({ pid }) => pid);
  const browser = () =>
    processesWith(profile)
      .filter(({ command }) => !command.includes('--type=') && !command.includes('crashpad'))
      .map(({ pid }) => pid);
  await expect.poll(isWell, { timeout: 40_000, interval: 50 }).toBe(true);
  return { launcher, isWell, processesOf, browser, profile };
}

describeWith(['chromium', 'xvfb'], 'the screen comes back without a touch', () => {
  test('whatever is killed or hangs, and leaves nothing behind', { timeout: 120_000 }, async ({ task }) => {
    const { launcher, isWell, processesOf, browser, profile } = await kiosk();
    const took: Record<string, number> = {};
    /** Does harm, waits for what tells that it was seen, and then for the screen. */
    const after = async (harm: string, pids: readonly number[], signal: NodeJS.Signals, seen: () => unknown) => {
      const from = performance.now();
      expect(pids.length).toBeGreaterThan(0);
      for (const pid of pids) process.kill(pid, signal);
      await expect.poll(seen, { timeout: 30_000, interval: 20, message: `${harm}: it is seen` }).toBeTruthy();
      await expect.poll(isWell, { timeout: 30_000, interval: 50, message: `${harm}: the screen is back` }).toBe(true);
      took[harm] = Math.round(performance.now() - from);
    };
    const says = (pattern: RegExp) => {
      const before = launcher.lines.filter((line) => pattern.test(line)).length;
      return () => launcher.lines.filter((line) => pattern.test(line)).length > before;
    };
    await after('renderer killed', processesOf('--type=renderer'), 'SIGKILL', says(/started anew \(shell-gone\)/));
    await after('controller killed', [launcher.controller()], 'SIGKILL', says(/controller ended/));
    await after('renderer hangs', processesOf('--type=renderer'), 'SIGSTOP', says(/started anew \(shell-/));
    const graphics = processesOf('--type=gpu-process');
    await after(
      'graphics killed',
      graphics,
      'SIGKILL',
      () => !processesOf('--type=gpu-process').some((pid) => graphics.includes(pid)),
    );
    await after('browser killed', browser(), 'SIGKILL', says(/shell ended/));
    // With it every connection is cut, and the session’s cookie is gone.
    await after('network killed', processesOf('network.mojom'), 'SIGKILL', says(/started anew \(shell-/));
    // For the report: how long it takes is the machine's, and from the second restart on the controller waits.
    Object.assign(task.meta, { backAfterMs: took });
    launcher.child.kill('SIGINT');
    expect(await launcher.exited).toBe(0);
    expect(processesWith(profile)).toEqual([]);
  });
});
