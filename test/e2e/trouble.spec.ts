import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

test('a controller that dies is told of, with what still works; when it is back, so is the screen', async ({
  kiosk,
  controller,
}) => {
  await controller.kill();
  await expect(kiosk.getByRole('heading', { name: 'Skärmen har tappat kontakten' })).toBeVisible();
  await expect(kiosk.getByText('Dörrens läsare klarar sig utan skärmen').last()).toBeVisible();
  await look(kiosk, 'trouble');
  await controller.start();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
});

test('a language that could not be fetched is there once the controller is back', async ({ page, controller }) => {
  let isAway = true;
  await page.route('**/assets/ar-*.js', (route) => (isAway ? route.abort() : route.continue()));
  await page.goto(controller.startAddress());
  const arabic = page.getByRole('button', { name: 'العربية' });
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'idle');
  await expect(arabic).toBeHidden();
  await controller.kill();
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'trouble');
  isAway = false;
  await controller.start();
  await expect(arabic).toBeVisible();
});

test('a break of a second is nothing that a visitor sees', async ({ kiosk, controller }) => {
  await kiosk.evaluate(() => {
    const main = document.querySelector('main');
    const seen = new MutationObserver(() => {
      document.body.dataset.seen = `${document.body.dataset.seen ?? ''} ${main?.dataset.screen}`;
    });
    if (main) seen.observe(main, { attributes: true, attributeFilter: ['data-screen'] });
  });
  await controller.kill();
  await controller.start();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  expect(await kiosk.evaluate(() => document.body.dataset.seen)).not.toContain('trouble');
});

test('an old outcome is not shown to somebody who loads the page later', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await kiosk.reload();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await expect(kiosk.locator('html')).not.toHaveAttribute('data-painted-tap');
});

test('a browser without a session is told how to get one', async ({ page, controller }) => {
  await page.goto(controller.url);
  await expect(page.getByRole('heading', { name: 'Skärmen är inte inloggad' })).toBeVisible();
  await look(page, 'session-required');
});
