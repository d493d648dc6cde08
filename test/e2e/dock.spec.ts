import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test } from '../support/e2e-test.ts';

test('the simulator’s dock is a small tab until it is opened, and then taps cards and moves the door', async ({
  kiosk,
}) => {
  await expect(kiosk.getByRole('button', { name: 'Besökskort' })).toBeHidden();
  await kiosk.getByRole('button', { name: 'Visa simulatorn' }).click();
  await look(kiosk, 'dock');
  await kiosk.getByRole('button', { name: 'Besökskort' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await kiosk.getByRole('button', { name: 'Mobil (slumpnummer)' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Det här kortet byter nummer varje gång.' })).toBeVisible();
  await kiosk.getByRole('textbox', { name: 'Eget UID' }).fill('nonsense');
  await kiosk.getByRole('button', { name: 'Lägg på' }).click();
  await expect(kiosk.getByText('Gick inte')).toBeVisible();
  await kiosk.getByRole('textbox', { name: 'Eget UID' }).fill('04:AA:BB:CC:DD:EE:FF');
  await kiosk.getByRole('button', { name: 'Lägg på' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
});

test('the dock moves the door that the host sees', async ({ kiosk, controller }) => {
  await kiosk.getByRole('button', { name: 'Visa simulatorn' }).click();
  await kiosk.getByRole('button', { name: 'Öppnaknapp' }).click();
  await kiosk.getByRole('button', { name: 'Öppna dörren' }).click();
  const doors = async () => (await (await fetch(new URL('/api/health', controller.url))).json()).doors;
  await expect.poll(doors).toMatchObject([{ physical: 'open' }]);
  await kiosk.getByRole('button', { name: 'Stäng dörren' }).click();
  await expect.poll(doors).toMatchObject([{ physical: 'closed' }]);
});
