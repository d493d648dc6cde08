import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../support/chromium.ts';
import { BenchController } from './bench-controller.ts';

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
  readonly #controller: BenchController;

  private constructor(controller: BenchController, browser: Browser, page: Page, firstPaintMs: number) {
    this.#controller = controller;
    this.#browser = browser;
    this.page = page;
    this.firstPaintMs = firstPaintMs;
  }

  static async start(viewport: Panel): Promise<KioskOnScreen> {
    const controller = await BenchController.start();
    const from = Date.now();
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    const page = await browser.newPage({ viewport });
    await page.goto(controller.startAddress);
    await page.waitForSelector('main[data-screen=idle]');
    const painted = await page.evaluate(
      () =>
        performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    );
    return new KioskOnScreen(controller, browser, page, painted - from);
  }

  /** A card that was never seen before; resolves when the page has painted what came of it, in ms since the strike. */
  async tap(): Promise<number> {
    const tap = String(await this.#controller.present());
    await this.page.waitForFunction((id) => document.documentElement.dataset.paintedTap === id, tap);
    const paintedAt = await this.page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByName('tap-painted').at(-1)?.startTime ?? Number.NaN),
    );
    return paintedAt - this.#controller.energisedAtMs();
  }

  /** Process ids of all that Chromium has started for this page, and its own. */
  async processes(): Promise<readonly number[]> {
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return processInfo.map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#controller.close();
  }
}
