import { expect, type Page } from '@playwright/test';
import { axeFaults } from './axe.ts';

const TARGET_PX = 48;

/**
 * Looks at the screen that is shown: keeps a picture of it in test-output/screenshots, and expects no scroll bars,
 * nothing cut off, targets of 48 CSS px or more, no violation that axe can see, and contrasts of 7:1.
 */
export async function look(page: Page, name: string): Promise<void> {
  const shown = await page.locator('main').getAttribute('data-screen');
  await inspect(page, name);
  expect(await page.locator('main').getAttribute('data-screen'), `${name} is still shown`).toBe(shown);
}

/** The same of a page that has no screen to stay. */
export async function inspect(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  const path = `test-output/screenshots/${name}-${size?.width}x${size?.height}.png`;
  await page.screenshot({ path, animations: 'disabled' });
  expect.soft(await overflowing(page), `${name}: parts that stand out of their screen`).toEqual([]);
  expect.soft(await smallTargets(page), `${name}: small targets`).toEqual([]);
  expect.soft(await axeFaults(page), `${name}: axe`).toEqual([]);
}

/** Everything visible that has text or can be pressed and is not wholly on the screen or cut off by its drawing, and every scroll bar. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const page = document.documentElement.getBoundingClientRect();
    const name = (element: Element) => `${element.tagName}.${element.getAttribute('class')} ${element.textContent}`;
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('.heard-only')) continue;
      const { left, top, right, bottom, width } = element.getBoundingClientRect();
      if (width === 0) continue;
      const parent = element instanceof HTMLDialogElement ? null : element.parentElement;
      const place = parent?.closest('dialog, .panel, .idle-body, main')?.getBoundingClientRect() ?? page;
      const out = left < place.left - 1 || top < place.top - 1 || right > place.right + 1 || bottom > place.bottom + 1;
      if (out) found.push(`outside its place: ${name(element)}`);
      const drawing = element instanceof SVGTextElement ? element.ownerSVGElement?.getBoundingClientRect() : undefined;
      if (drawing && (left < drawing.left - 1 || right > drawing.right + 1)) found.push(`cut off: ${name(element)}`);
      const clips = getComputedStyle(element).overflowY !== 'visible';
      if (clips && element.scrollHeight > element.clientHeight + 1) found.push(`does not fit: ${name(element)}`);
    }
    return found;
  });
}

function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const targets = [...document.querySelectorAll('button, input, select, a[href]')];
    return targets
      .map((target) => ({ text: target.textContent, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width < least - 0.1 || height < least - 0.1)
      .map(({ text, width, height }) => `${text}: ${width}×${height}`);
  }, TARGET_PX);
}
