import { expect, type Page } from '@playwright/test';
import { themes } from '../../renderer/gallery/address.ts';
import { galleryStates } from '../../renderer/gallery/states.ts';
import { allCatalogues } from '../../renderer/i18n/catalogues.ts';
import { languageCodes, languageForms } from '../../renderer/i18n/language-forms.ts';
import { openGallery, show } from '../support/e2e-gallery.ts';
import { inspect } from '../support/e2e-look.ts';
import { test } from '../support/e2e-test.ts';

const catalogues = await allCatalogues();
const states = Object.entries(galleryStates);

/** All at once takes too long for every run: without this each state is looked at in one of the themes, in turn. */
const everyTheme = process.env.AK_GALLERY === 'whole';

/** Where there is more room, one for each direction is enough. */
const AT_BOTH_SIZES: readonly string[] = everyTheme ? languageCodes : ['sv', 'ar'];

for (const [turn, code] of languageCodes.entries()) {
  const title = `every screen in ${languageForms[code].autonym}: nothing is cut off or too small to touch, no fault that axe can see`;
  test(title, { tag: AT_BOTH_SIZES.includes(code) ? '@both-panels' : [] }, async ({ page }) => {
    test.setTimeout(600_000);
    await openGallery(page);
    for (const [index, [name, { says = [] }]] of states.entries()) {
      for (const theme of themes.filter((_, which) => everyTheme || which === (index + turn) % 2)) {
        await show(page, { name, language: code, theme });
        await inspect(page, `${code}-${name}-${theme}`);
        for (const id of says)
          await expect.soft(page.getByText(catalogues[code][id], { exact: true }).first(), name).toBeVisible();
      }
    }
  });
}

test('nothing flashes or moves for long, and with reduced motion nothing moves', async ({ page }) => {
  await openGallery(page);
  for (const name of ['idle', 'idle.roll-call', 'granted.in', 'granted.out', 'enrolled.pin', 'evacuation', 'host']) {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await show(page, { name, language: 'sv', theme: 'light' });
    expect
      .soft(await moving(page), `${name}: what moves for longer than 5 s, or more than three times a second`)
      .toEqual([]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show(page, { name, language: 'sv', theme: 'dark' });
    expect.soft(await page.evaluate(() => document.getAnimations().length), `${name}: what moves`).toBe(0);
  }
});

/** WCAG 2.2.2 and 2.3.1. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .map((animation) => ({ timing: animation.effect?.getComputedTiming(), name: String(animation.id || animation) }))
      .filter(({ timing }) => {
        const isLong = Number(timing?.endTime ?? 0) > 5_000;
        return isLong || ((timing?.iterations ?? 1) > 1 && Number(timing?.duration ?? 0) < 334);
      })
      .map(({ name }) => name),
  );
}

test('no text stands on a screen that has not come from a catalogue', async ({ page }) => {
  test.setTimeout(120_000);
  await openGallery(page);
  const strays = new Set<string>();
  for (const [name, state] of states) {
    await show(page, { name, language: 'pseudo', theme: 'light' });
    const told = JSON.stringify(state);
    for (const word of await plainWords(page)) if (!told.includes(word) && !WRITTEN_ALIKE.test(word)) strays.add(word);
  }
  expect([...strays]).toEqual([]);
});

/** Languages in themselves, and what the browser writes. */
const WRITTEN_ALIKE = new RegExp(
  `${languageCodes.map((code) => languageForms[code].autonym).join('|')}|dag$|januari|december`,
);

/** Words on the page, or heard, with a vowel that the pseudo-locale would have made strange. */
function plainWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) found.push(...(texts.currentNode.textContent?.match(/\p{L}{3,}/gu) ?? []));
    return found.filter((word) => /[aeiouyåäö]/i.test(word));
  });
}
