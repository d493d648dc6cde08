import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { type GalleryAddress, hashOf } from '../../renderer/gallery/address.ts';

const ORIGIN = 'http://gallery.test';
const folder = fileURLToPath(new URL('../../.build/gallery', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** Every screen without a box: the built gallery, and a server that answers nothing. */
export async function openGallery(page: Page): Promise<void> {
  page.on('pageerror', (error) => expect.soft(String(error)).toBe(''));
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const contentType = types[extname(pathname)];
    if (contentType === undefined) return route.fulfill({ status: 204 });
    return route.fulfill({ contentType, body: readFileSync(folder + pathname) });
  });
  await page.goto(`${ORIGIN}/gallery.html#idle/sv`);
  await page.evaluate(() => document.fonts.ready);
}

/** Resolves when the screen is drawn, and what was to be pressed is pressed. */
export async function show(page: Page, address: Omit<GalleryAddress, 'size'>): Promise<void> {
  const hash = hashOf({ ...address, size: '800x480' });
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await expect(page.locator('html')).toHaveAttribute('data-gallery', hash);
}
