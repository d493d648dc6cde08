import { expect } from '@playwright/test';
import { openGallery, show } from '../support/e2e-gallery.ts';
import { test } from '../support/e2e-test.ts';

test('in Arabic the digits lie as on every telephone, at the PIN and where a host counts', async ({ page }) => {
  await openGallery(page);
  for (const name of ['pin', 'pin-choice', 'host.count.set', 'host.muster.add']) {
    await show(page, { name, language: 'ar', theme: 'light' });
    const [one, two, three, four] = await Promise.all(
      ['1', '2', '3', '4'].map((digit) => page.getByRole('button', { name: digit, exact: true }).boundingBox()),
    );
    expect(one?.x, name).toBeLessThan(two?.x ?? 0);
    expect(two?.x, name).toBeLessThan(three?.x ?? 0);
    expect(four?.x, name).toBe(one?.x);
  }
});

test('in Arabic what central staff tell in Swedish, and what a host does, reads from the left', async ({ page }) => {
  await openGallery(page);
  await show(page, { name: 'idle.both-announcements', language: 'ar', theme: 'light' });
  for (const text of [/^We close at/, /^Skrivaren på/])
    await expect(page.getByText(text)).toHaveCSS('direction', 'ltr');
  await expect(page.locator('.announcement').first()).toHaveCSS('direction', 'rtl');
});
