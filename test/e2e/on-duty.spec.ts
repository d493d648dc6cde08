import { expect, type Page } from '@playwright/test';
import { openHostView, test } from '../support/e2e-test.ts';

const NEXT_HOST = '0455667788AABB';
const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

test('a host closes for today and takes it back, writes down an incident by keyboard, and hands over', async ({
  kiosk,
  controller,
}) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await button(kiosk, 'För värd').click();
  await controller.tap(NEXT_HOST);
  await kiosk.getByRole('tab', { name: 'Passet' }).click();

  const hours = kiosk.locator('.opening');
  await button(kiosk, 'Stäng tidigare …').click();
  await button(kiosk, 'Stäng nu').click();
  await expect(hours).toContainText('Stängt');
  await expect(hours).toContainText('Ändrat för i dag av host.');
  await button(kiosk, 'Öppna nu …').click();
  await button(kiosk, 'Följ schemat igen').click();
  await expect(hours).toContainText('Dygnet runt');

  await button(kiosk, 'Skriv en anteckning').click();
  await kiosk.keyboard.press('Escape');
  await expect(kiosk.getByRole('dialog')).toHaveCount(0);
  await button(kiosk, 'Skriv en anteckning').click();
  await button(kiosk, 'Något är trasigt').click();
  await kiosk.keyboard.type('Ring 811218-9876');
  await kiosk.keyboard.press('Enter');
  await expect(kiosk.getByText('Det ser ut som ett personnummer. Ta bort det.')).toBeVisible();
  await kiosk.keyboard.press('Control+A');
  await kiosk.keyboard.type('Lampan i köket blinkar.');
  await kiosk.keyboard.press('Enter');
  await expect(kiosk.locator('.incidents li')).toContainText('Lampan i köket blinkar.');

  await button(kiosk, 'Lämna över passet').click();
  await expect(kiosk.getByRole('heading', { name: /^Nästa värd/ })).toBeVisible();
  await controller.tap(NEXT_HOST);
  await expect(kiosk.getByText('Tog över efter host.')).toBeVisible();
  await expect(kiosk.locator('.shift')).toContainText('1 ny anteckning');
});
