import { existsSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import type { BoardSnapshot } from '../../device/contract/feed/board.ts';
import { axeFaults } from './axe.ts';
import { boardOf, troubledOffices } from './board-offices.ts';
import { BoardServer } from './board-server.ts';
import { chromiumPath } from './chromium.ts';

const TARGET_PX = 44;

type Fixtures = {
  /** What the server tells first. */
  readonly first: BoardSnapshot;
  readonly server: BoardServer;
  /** The board, opened. A page that complains fails its test. */
  readonly board: Page;
};

/** A test with the built board in Chromium, and a server that tells it what the test says. */
export const test = base.extend<Fixtures>({
  first: [boardOf(troubledOffices()), { option: true }],
  server: async ({ first }, use) => {
    const server = new BoardServer(first);
    await server.start();
    await use(server);
    await server.stop();
  },
  board: async ({ page, server }, use, testInfo) => {
    testInfo.skip(!existsSync(chromiumPath), 'Chromium is not on this machine');
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // A stream that breaks off, or is refused, on purpose is no fault of the page.
      const expected = message.text().startsWith('Failed to load resource') || message.text().includes('net::ERR_');
      if (message.type() === 'error' && !expected) complaints.push(message.text());
    });
    await page.goto(server.url);
    await use(page);
    expect(complaints).toEqual([]);
  },
});

/**
 * Looks at what is shown: keeps a picture of it in test-output/screenshots, and expects no scroll bar
 * across, targets of 44 CSS px or more, no violation that axe can see, and contrasts of 7:1.
 */
export async function lookAtBoard(board: Page, name: string): Promise<void> {
  const size = board.viewportSize();
  await board.screenshot({ path: `test-output/screenshots/board-${name}-${size?.width}.png`, animations: 'disabled' });
  expect(await small(board), `${name}: small targets`).toEqual([]);
  expect(await board.evaluate(() => document.documentElement.scrollWidth), `${name}: width`).toBe(size?.width);
  expect(await axeFaults(board), `${name}: axe`).toEqual([]);
}

function small(board: Page): Promise<string[]> {
  return board.evaluate((least) => {
    const targets = [...document.querySelectorAll('button, input, select, a[href]')];
    return targets
      .map((target) => ({ text: target.textContent, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && (width < least - 0.1 || height < least - 0.1))
      .map(({ text, width, height }) => `${text}: ${width}×${height}`);
  }, TARGET_PX);
}
