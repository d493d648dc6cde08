import { mkdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { hashOf } from '../../renderer/gallery/address.ts';
import { chromiumFlags, chromiumPath } from './chromium.ts';

/**
 * The pictures of screens in the installation guide: of the gallery as it was built last (`npm run build`), on the smaller
 * panel. To be run by hand when a screen has changed: `node test/support/guide-screens.ts`.
 */
const SCREENS: Readonly<Record<string, string>> = {
  'idle.closed': 'screen-closed',
  'pending.enrol.host': 'screen-first-host-card',
  'enrolled.host': 'screen-host-card-enrolled',
  'pending.host-view': 'screen-show-host-card',
  'host.box': 'screen-parts',
};

const ORIGIN = 'http://gallery.test';
const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

async function serveGallery(page: Page): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const contentType = types[extname(pathname)];
    if (contentType === undefined) return route.fulfill({ status: 204 });
    return route.fulfill({ contentType, body: readFileSync(inRoot(`.build/gallery${pathname}`)) });
  });
  await page.goto(`${ORIGIN}/gallery.html#idle/sv`);
  await page.evaluate(() => document.fonts.ready);
}

async function take(page: Page, name: string, file: string): Promise<void> {
  const hash = hashOf({ name, language: 'sv', theme: 'light', size: '800x480' });
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator(`html[data-gallery="${hash}"]`).waitFor();
  await keep(page, file);
}

async function keep(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: inRoot(`provisioning/guides/pictures/${file}.png`), animations: 'disabled' });
}

mkdirSync(inRoot('provisioning/guides/pictures'), { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
const page = await browser.newPage({ viewport: { width: 800, height: 480 }, timezoneId: 'UTC' });
await serveGallery(page);
for (const [name, file] of Object.entries(SCREENS)) await take(page, name, file);
await page.goto(new URL('../../provisioning/kiosk/waiting.html', import.meta.url).href);
await keep(page, 'screen-waiting');
await browser.close();
