import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../support/chromium.ts';
import { alwaysOpen } from '../support/office.ts';
import { controllerCommand, controllerEnv } from './start.ts';

export type Panel = { readonly width: number; readonly height: number };
export const panels: readonly Panel[] = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
];

/** The controller as it is installed, and its screen in a Chromium of its own. */
export class KioskOnScreen {
  readonly page: Page;
  /** From the start of Chromium's process to the first thing that can be seen, in ms. */
  readonly firstPaintMs: number;
  readonly #browser: Browser;
  readonly #controller: ChildProcess;
  readonly #folder: string;
  readonly #url: string;
  #taps = 0;

  private constructor(controller: ChildProcess, folder: string, url: string, browser: Browser, page: Page, ms: number) {
    this.#controller = controller;
    this.#folder = folder;
    this.#url = url;
    this.#browser = browser;
    this.page = page;
    this.firstPaintMs = ms;
  }

  static async start(viewport: Panel): Promise<KioskOnScreen> {
    const folder = mkdtempSync(join(tmpdir(), 'ak-bench-'));
    const env = { ...controllerEnv(folder, alwaysOpen), AK_SIM_TRACE: join(folder, 'strike-trace') };
    const controller = spawn(process.execPath, controllerCommand, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await addressOf(controller);
    const from = Date.now();
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    const page = await browser.newPage({ viewport });
    await page.goto(`${url}?token=${readFileSync(join(folder, 'kiosk-token'), 'utf8')}`);
    await page.waitForSelector('main[data-screen=idle]');
    const painted = await page.evaluate(
      () =>
        performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    );
    return new KioskOnScreen(controller, folder, url, browser, page, painted - from);
  }

  /** A card that was never seen before; resolves when the page has painted what came of it, in ms since the strike. */
  async tap(): Promise<number> {
    await this.present();
    const tap = String(this.#taps);
    await this.page.waitForFunction((id) => document.documentElement.dataset.paintedTap === id, tap);
    const paintedAt = await this.page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByName('tap-painted').at(-1)?.startTime ?? Number.NaN),
    );
    const commands = readFileSync(join(this.#folder, 'strike-trace'), 'utf8').trim().split('\n');
    const last = commands.map((line) => JSON.parse(line)).findLast(({ energised }) => energised === true);
    return paintedAt - last.atMs;
  }

  /** The same, without waiting for the page. */
  async present(): Promise<void> {
    this.#taps += 1;
    await fetch(`${this.#url}sim/readers/front/present`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid: `04${this.#taps.toString(16).padStart(12, '0')}` }),
    });
  }

  /** Process ids of all that Chromium has started for this page, and its own. */
  async processes(): Promise<readonly number[]> {
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return processInfo.map(({ id }) => id);
  }

  /** Bytes that the page's script holds, after what it holds no more is gone. */
  async heapBytes(): Promise<number> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#controller.kill('SIGTERM');
    await once(this.#controller, 'exit');
    rmSync(this.#folder, { recursive: true });
  }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the controller has no stdout');
  for await (const line of createInterface({ input: stdout })) {
    const url = /"event":"api-listening","url":"([^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('the controller ended without listening');
}
