import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

test.use({ office: { fireInput: { driver: 'simulated' } } });

test('a fire alarm sends everybody out, tells how many are inside, and ends when it is over', async ({
  kiosk,
  controller,
}) => {
  // The welcome stands for longer than the visitor needs to the door and in: the visit counts.
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
  await controller.post('/sim/fire', { active: true });
  await expect(kiosk.getByRole('heading', { name: 'Brandlarm! Gå ut nu.' })).toBeVisible();
  await expect(kiosk.getByText('Ungefär 1 person är kvar inne')).toBeVisible();
  await look(kiosk, 'evacuation');
  await controller.tap('04000000000001');
  await expect(kiosk.getByRole('heading', { name: 'Brandlarm! Gå ut nu.' })).toBeVisible();
  await kiosk.getByRole('button', { name: 'English' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Fire alarm! Leave now.' })).toBeVisible();
  await controller.post('/sim/fire', { active: false });
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});
