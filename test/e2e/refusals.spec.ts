import { expect } from '@playwright/test';
import { DenyReason } from '../../device/contract/access.ts';
import { sv } from '../../renderer/i18n/sv.ts';
import { look } from '../support/e2e-look.ts';
import { showInstead, test } from '../support/e2e-test.ts';

const others = ['personal-number', 'not-stored', 'enrolled-already', 'not-enrolled'] as const;

const refusals = [
  ...DenyReason.options.map((reason) => ({ tap: { outcome: 'denied', reason }, texts: `denied.${reason}` as const })),
  ...others.map((outcome) => ({ tap: { outcome }, texts: outcome })),
];

test('every refusal has a screen that says why and what to do (canned snapshots)', { tag: '@small' }, async ({
  kiosk,
}) => {
  test.slow();
  for (const { tap, texts } of refusals) {
    await showInstead(kiosk, ({ atMs }) => ({ lastTap: { id: 1, atMs, door: 'entrance', ...tap } }));
    await expect(kiosk.getByRole('heading', { name: sv[`${texts}.why`] })).toBeVisible();
    await expect(kiosk.getByRole('heading', { name: 'Gör så här' })).toBeVisible();
    await expect(kiosk.getByText(sv[`${texts}.do`], { exact: true })).toBeVisible();
    await look(kiosk, texts.replace('.', '-'));
  }
});

test('a visitor’s card does not open the host view, and is told so', { tag: '@one-size' }, async ({
  kiosk,
  controller,
}) => {
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
