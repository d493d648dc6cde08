import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test } from '../support/e2e-test.ts';

test('a visitor’s card does not open the host view, and is told so', async ({ kiosk, controller }) => {
  await kiosk.getByRole('button', { name: 'Värd', exact: true }).click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt värdkort' })).toBeVisible();
  await look(kiosk, 'pending-host-view');
  await controller.tap('04C0FFEE123456');
  await expect(kiosk.getByRole('heading', { name: 'Det här är inget värdkort.' })).toBeVisible();
  await look(kiosk, 'host-refused');
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});

test('asking for the host view can be taken back', async ({ kiosk }) => {
  await kiosk.getByRole('button', { name: 'Värd', exact: true }).click();
  await kiosk.getByRole('button', { name: 'Avbryt' }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});
