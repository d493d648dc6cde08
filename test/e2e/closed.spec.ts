import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test, VISITOR } from '../support/e2e-test.ts';
import { alwaysOpen } from '../support/office.ts';

const DAY_MS = 86_400_000;

/** Open on one day of the week only, which is never today or tomorrow. */
const day = new Date(Date.now() + 3 * DAY_MS).toUTCString().slice(0, 2);
const openingHours = `${day} 10:00-18:00`;

test.use({ office: { office: { ...alwaysOpen.office, openingHours } } });

test('a closed office tells when it opens, and a card is refused with the same', async ({ kiosk, controller }) => {
  await expect(kiosk.getByText('Stängt')).toBeVisible();
  await expect(kiosk.getByText(/^Öppnar på \p{L}+dag kl\. 10[:.]00$/u)).toBeVisible();
  await look(kiosk, 'idle-closed');
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Kontoret är stängt nu.' })).toBeVisible();
  await expect(kiosk.getByText(/^Öppnar på \p{L}+dag/u)).toBeVisible();
  await look(kiosk, 'denied-closed');
});
