import { expect, type Page } from '@playwright/test';
import { hostViewWith } from '../../renderer/gallery/canned-snapshot.ts';
import { openGallery, show } from '../support/e2e-gallery.ts';
import { openHostView, showInstead, test, VISITOR } from '../support/e2e-test.ts';

test.use({ office: { doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: false }] } });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

test('the focus is back where it was when a question is answered or put away', async ({ page }) => {
  await openGallery(page);
  await show(page, { name: 'host', language: 'sv', theme: 'light' });
  for (const name of ['Mer om Entrén', 'Ange antal', 'Personalen går', 'Språk: Svenska']) {
    await button(page, name).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(button(page, name)).toBeFocused();
  }
  await page.getByRole('tab', { name: 'Passet' }).click();
  await button(page, 'Skriv en anteckning').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Annat').click();
  await expect(page.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Skriv en anteckning')).toBeFocused();
});

test('that a button had no effect is said to a screen reader too', async ({ page }) => {
  await openGallery(page);
  await show(page, { name: 'host', language: 'sv', theme: 'light' });
  await button(page, 'Öppna').click();
  await expect(page.getByRole('status').filter({ hasText: 'Det gick inte. Försök igen.' })).toBeVisible();
});

test('why nothing is taken out to the USB stick stands in the question itself', async ({ page }) => {
  await openGallery(page);
  await show(page, { name: 'host.exports.ready', language: 'sv', theme: 'light' });
  await button(page, 'Statistik').click();
  await expect(dialog(page).getByText('Det gick inte. Försök igen.')).toBeVisible();
});

test('what a door may be turned into follows the door, while the question is open', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await button(kiosk, 'Mer om Entrén').click();
  await expect(button(kiosk, 'Öppna, med mer tid')).toBeVisible();
  await controller.tap(VISITOR);
  await expect(button(kiosk, 'Öppna, med mer tid')).toBeHidden();
  await expect(dialog(kiosk).getByRole('button', { name: 'Lås', exact: true })).toBeVisible();
});

test('pressed twice while the disk is slow, a note is written once and a guest pass made once', async ({
  kiosk,
  controller,
}) => {
  const asked: string[] = [];
  await kiosk.route(/note-incident|guest-pass/, async (route) => {
    asked.push(new URL(route.request().url()).pathname);
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.fulfill({ response });
  });
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Passet' }).click();
  await button(kiosk, 'Skriv en anteckning').click();
  await button(kiosk, 'Annat').click();
  await kiosk.keyboard.type('Lampan blinkar.');
  await button(kiosk, 'Spara').dblclick();
  await expect(dialog(kiosk)).toHaveCount(0);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await button(kiosk, 'Visa QR-kod').dblclick();
  await expect(dialog(kiosk)).toBeVisible();
  expect(asked).toEqual(['/api/host/note-incident', '/api/host/guest-pass']);
});

test('whoever writes is warned before the view locks, and has more time (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, ({ atMs }) => ({ host: hostViewWith({ locksAtMs: Number(atMs) + 15_000 }) }));
  await kiosk.getByRole('tab', { name: 'Passet' }).click();
  await button(kiosk, 'Skriv en anteckning').click();
  await button(kiosk, 'Annat').click();
  await expect(dialog(kiosk).getByText('Tiden är snart slut.')).toBeVisible();
  const told = kiosk.waitForRequest('**/api/host/activity');
  await button(kiosk, 'Jag behöver mer tid').click();
  await told;
});
