import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

// Nobody opens the leaf by itself here, so that the door stays released.
test.use({ office: { doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: false }] } });

test('whoever needs more time at the door is given it', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('button', { name: 'Jag behöver mer tid' })).toBeVisible();
  await look(kiosk, 'granted-more-time');
  await kiosk.getByRole('button', { name: 'Jag behöver mer tid' }).click();
  await expect(kiosk.getByText('Ta den tid du behöver. Dörren hålls upplåst lite längre.')).toBeVisible();
  await look(kiosk, 'granted-more-time-given');
  const { doors } = await (await fetch(new URL('/api/health', controller.url))).json();
  expect(doors).toMatchObject([{ mode: 'accessed', extended: true }]);
});
