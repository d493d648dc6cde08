import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { expect, onTestFinished, test } from 'vitest';
import { CARD, tapped } from '../box/at-door.ts';
import { chromiumFlags, chromiumPath } from '../support/chromium.ts';
import { withFeed } from '../support/feed.ts';
import { office } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';

const pageFolder = fileURLToPath(new URL('../../.build/renderer', import.meta.url));

/** What somebody reads who opens the board. */
async function openPage(address: string) {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(address);
  return page;
}

describeWith(['mosquitto', 'chromium'], 'the board as it ships, a whole box and a real broker', () => {
  test('a visitor taps, and central staff see one more inside; the box dies, and no figure is told any longer', async () => {
    expect(existsSync(`${pageFolder}/board.html`), 'npm run build comes first').toBe(true);
    // The page goes by the time that it is, whatever time that is.
    const open = { office: { ...office.office, openingHours: '24/7' } };
    const { box, broker } = await withFeed({ at: Date.now(), config: open });
    const board = await ABoard.on([broker.url], [], Date.now, pageFolder);
    await board.connected();
    const page = await openPage(board.running.startUrl);
    const row = page.getByRole('row', { name: /kontoret/ });
    await expect.poll(() => row.innerText(), { timeout: 15_000 }).toMatch(/0\s*av 20/);
    await tapped(box, CARD);
    await expect.poll(() => row.innerText(), { timeout: 15_000 }).toMatch(/1\s*av 20/);
    await box.stop();
    await expect.poll(() => row.innerText(), { timeout: 15_000 }).toContain('Utan kontakt');
    expect(await row.innerText()).not.toMatch(/av 20/);
  });
});
