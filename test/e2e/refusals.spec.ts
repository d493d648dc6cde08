import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { showInstead, test } from '../support/e2e-test.ts';

const refusals = [
  {
    name: 'denied-blocked',
    tap: { outcome: 'denied', reason: 'credential-blocked' },
    why: 'Det här kortet är spärrat.',
  },
  {
    name: 'denied-kind',
    tap: { outcome: 'denied', reason: 'credential-kind-not-accepted' },
    why: 'Den här sortens kort fungerar inte här.',
  },
  {
    name: 'personal-number',
    tap: { outcome: 'personal-number' },
    why: 'Vi tar inte emot personnummer.',
  },
  { name: 'not-stored', tap: { outcome: 'not-stored' }, why: 'Kortet kunde inte sparas.' },
];

for (const { name, tap, why } of refusals) {
  test(`${name} has a screen that says why and what to do (canned snapshot)`, async ({ kiosk }) => {
    await showInstead(kiosk, ({ atMs }) => ({ lastTap: { id: 1, atMs, door: 'entrance', ...tap } }));
    await expect(kiosk.getByRole('heading', { name: why })).toBeVisible();
    await expect(kiosk.getByRole('heading', { name: 'Gör så här' })).toBeVisible();
    await look(kiosk, name);
  });
}

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
