import { expect, type Page } from '@playwright/test';
import { galleryStates } from '../../renderer/gallery/states.ts';
import { openGallery, show } from '../support/e2e-gallery.ts';
import { test } from '../support/e2e-test.ts';

/** There any key gives more time already, and the button for that is gone. */
const TOUCHED_BY_A_KEY = /^(first-visit|skills|skills\.writes)\.soon-over$/;

test('on every screen the Tab key comes by all that can be pressed, in their order, and where it is can be seen', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openGallery(page);
  for (const name of Object.keys(galleryStates).filter((each) => !TOUCHED_BY_A_KEY.test(each))) {
    await show(page, { name, language: 'sv', theme: 'light' });
    const { all, unseen } = await tabbed(page);
    expect.soft(unseen, `${name}: focus that cannot be seen`).toEqual([]);
    expect.soft(await walked(page, all.length), name).toEqual(all);
  }
});

/** What can be pressed, as it is named to a screen reader, in the order of the page; of a question, its own alone. */
function tabbed(page: Page): Promise<{ all: string[]; unseen: string[] }> {
  return page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    const targets = [
      ...root.querySelectorAll<HTMLElement>('button:enabled, input:enabled, textarea:enabled, select:enabled, a[href]'),
    ];
    const reached = targets.filter((each) => each.tabIndex >= 0 && each.checkVisibility());
    (document.activeElement as HTMLElement | null)?.blur();
    const unseen = reached.filter((each) => {
      each.focus({ focusVisible: true } as FocusOptions);
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2;
    });
    reached.at(-1)?.focus();
    const named = (each: HTMLElement) => each.ariaLabel ?? each.textContent;
    return { all: reached.map(named), unseen: unseen.map(named) };
  });
}

/** The names of what has the focus after each of so many presses, from the last on. */
async function walked(page: Page, presses: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < presses) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === document.body ? null : (activeElement?.ariaLabel ?? activeElement?.textContent ?? '');
    });
    if (name !== null) names.push(name);
  }
  return names;
}
