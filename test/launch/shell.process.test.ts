import { expect, test } from 'vitest';
import { VirtualDisplay } from '../support/display.ts';
import { Launcher, launchCommand } from '../support/launcher.ts';
import { describeWith } from '../support/parts.ts';

/** The green of the greeting, which then fills the screen (renderer/styles/tokens.css). */
const SPRUCE = 0x174536;
const MOST_OF_THE_SCREEN = 600_000;

describeWith(['chromium', 'xvfb'], 'npm start on a display', () => {
  test('opens the kiosk in Chromium, which greets who taps, and takes it with it at Ctrl-C', async () => {
    const display = await VirtualDisplay.start();
    const launcher = new Launcher({ env: { AK_SHELL: 'chromium', DISPLAY: display.name } });
    await launcher.says(/^shell: chromium/);
    await launcher.kioskAddress();
    // The idle screen's panel.
    await expect.poll(() => display.pixelsOf(SPRUCE), { timeout: 15_000 }).toBeGreaterThan(50_000);
    await launchCommand('swipe', launcher.folder, '04A1B2C3D4E5F6');
    await expect.poll(() => display.pixelsOf(SPRUCE), { timeout: 4_000 }).toBeGreaterThan(MOST_OF_THE_SCREEN);
    const from = performance.now();
    launcher.child.kill('SIGINT');
    expect(await launcher.exited).toBe(0);
    expect(performance.now() - from).toBeLessThan(2_000);
    await expect.poll(() => display.pixelsOf(SPRUCE)).toBe(0);
  });
});
