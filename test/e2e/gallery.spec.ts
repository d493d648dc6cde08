import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { galleryStates } from '../../renderer/gallery/states.ts';
import { languageCodes, languageForms } from '../../renderer/i18n/language-forms.ts';
import { languages } from '../../renderer/i18n/languages.ts';
import { inspect } from '../support/e2e-look.ts';
import { test } from '../support/e2e-test.ts';

const ORIGIN = 'http://gallery.test';
const folder = fileURLToPath(new URL('../../.build/gallery', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** Every screen without a box: the built gallery, and a server that answers nothing. */
async function openGallery(page: Page): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const contentType = types[extname(pathname)];
    if (contentType === undefined) return route.fulfill({ status: 204 });
    return route.fulfill({ contentType, body: readFileSync(folder + pathname) });
  });
  await page.goto(`${ORIGIN}/gallery.html#idle/sv`);
  await page.evaluate(() => document.fonts.ready);
}

async function show(page: Page, name: string, code: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${name}/${code}`);
  await expect(page.locator('html')).toHaveAttribute('data-gallery', `#${name}/${code}`);
}

/** Where there is more room, one for each direction is enough. */
const AT_BOTH_SIZES: readonly string[] = ['sv', 'ar'];

for (const code of languageCodes) {
  const title = `every screen in ${languageForms[code].autonym}: nothing is cut off or too small to touch, nothing that axe can see`;
  test(title, { tag: AT_BOTH_SIZES.includes(code) ? [] : '@small' }, async ({ page }) => {
    test.slow();
    await openGallery(page);
    for (const [name, { says = [] }] of Object.entries(galleryStates)) {
      await show(page, name, code);
      await inspect(page, `${code}-${name}`);
      for (const id of says)
        await expect.soft(page.getByText(languages[code].catalogue[id], { exact: true }).first(), name).toBeVisible();
    }
  });
}
