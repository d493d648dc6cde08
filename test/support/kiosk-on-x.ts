import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ControllerProcess } from './controller-process.ts';
import { VirtualDisplay } from './display.ts';
import { KioskShell } from './kiosk-shell.ts';
import { alwaysOpen } from './office.ts';
import { tempFolder } from './temp-folder.ts';

const OPENBOX = fileURLToPath(new URL('../../provisioning/kiosk/openbox.xml', import.meta.url));

/** The green of the idle screen's panel (renderer/styles/tokens.css), and most of what it takes there. */
const SPRUCE = 0x174536;
const PANEL = 50_000;

const Targets = z.array(z.object({ type: z.string(), url: z.string() }));

/** A kiosk as it ships on an X display with openbox, and hands at its keyboard and mouse. */
export class KioskOnX {
  readonly url: string;
  readonly shell: KioskShell;
  readonly #display: VirtualDisplay;

  private constructor(url: string, shell: KioskShell, display: VirtualDisplay) {
    this.url = url;
    this.shell = shell;
    this.#display = display;
  }

  static async open({ lookInside }: { lookInside: boolean }): Promise<KioskOnX> {
    const display = await VirtualDisplay.start();
    const controller = new ControllerProcess({ folder: tempFolder(), config: alwaysOpen });
    const url = await controller.url();
    const env = { ...process.env, DISPLAY: display.name };
    const manager = spawn('openbox', ['--config-file', OPENBOX], { env, stdio: 'ignore' });
    const shell = KioskShell.start({ data: controller.folder, shell: 'chromium', display: display.name, lookInside });
    onTestFinished(async () => {
      await shell.stop();
      manager.kill();
    });
    const kiosk = new KioskOnX(url, shell, display);
    await expect.poll(() => kiosk.idlePixels(), { timeout: 20_000 }).toBeGreaterThan(PANEL);
    await expect.poll(() => kiosk.pages(), { timeout: 5_000 }).toEqual([url]);
    return kiosk;
  }

  /** How much of the idle screen's green is to be seen: another screen, zoom or language, and anything over it, has less or more. */
  idlePixels(): number {
    return this.#display.pixelsOf(SPRUCE);
  }

  picture(): Buffer {
    return this.#display.picture();
  }

  pixelsUnlike(earlier: Buffer): number {
    return this.#display.pixelsUnlike(earlier);
  }

  /** As xdotool takes it. */
  act(...args: readonly string[]): string {
    return execFileSync('xdotool', args, { env: { ...process.env, DISPLAY: this.#display.name } }).toString();
  }

  /** The addresses of all pages that the browser has open, but for parts of its own surface that are never shown here. */
  async pages(): Promise<string[]> {
    const answer = await fetch(`${this.shell.debuggerUrl()}/json/list`).catch(() => null);
    const targets = answer === null ? [] : Targets.parse(await answer.json());
    return targets
      .filter(({ type, url }) => type === 'page' && !url.startsWith('chrome://omnibox-popup'))
      .map(({ url }) => url);
  }

  /** xdotool ends with 1 where there is none. */
  windows(): number {
    const env = { ...process.env, DISPLAY: this.#display.name };
    const found = spawnSync('xdotool', ['search', '--onlyvisible', '--class', 'chromium'], { env });
    return found.stdout.toString().split('\n').filter(Boolean).length;
  }
}
