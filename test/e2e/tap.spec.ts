import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

test('a tap in is welcomed, marked as painted, and the screen is idle again with one seat fewer', async ({
  kiosk,
  controller,
}) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await expect(kiosk.getByRole('status').filter({ hasText: 'Välkommen!' })).toHaveText(/Dörren är öppen/);
  await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '1');
  const marked = await kiosk.evaluate(() => {
    const [mark] = performance.getEntriesByName('tap-painted');
    return mark instanceof PerformanceMark ? mark.detail : null;
  });
  expect(marked).toBe(1);
  await look(kiosk, 'granted-in');
  await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
});

test('the same card again says goodbye', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Hej då!' })).toBeVisible();
  await look(kiosk, 'granted-out');
  await expect(kiosk.getByText('20 lediga platser')).toBeVisible();
});

test('who has chosen English is greeted in English, and the next visitor in Swedish', async ({ kiosk, controller }) => {
  await kiosk.getByRole('button', { name: 'English' }).click();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Welcome!' })).toBeVisible();
  await expect(kiosk.getByRole('heading', { name: 'Lägg kortet eller taggen mot läsaren' })).toBeVisible();
  await expect(kiosk.locator('html')).toHaveAttribute('lang', 'sv');
});

test('a phone’s random number is refused with the reason and advice', async ({ kiosk, controller }) => {
  await controller.tap('08AB12CD');
  await expect(kiosk.getByRole('heading', { name: 'Det här kortet byter nummer varje gång.' })).toBeVisible();
  await expect(kiosk.getByText('Använd ett kort av plast eller en tagg i stället.').last()).toBeVisible();
  await look(kiosk, 'denied-random');
});

test('whoever is refused right after somebody else, and for the same reason, is told so by a screen reader too', async ({
  kiosk,
  controller,
}) => {
  await controller.tap('08AB12CD');
  await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '1');
  // What a screen reader goes by: something new in a region that it listens to.
  await kiosk.evaluate(() => {
    const { dataset } = document.documentElement;
    const added = (changes: MutationRecord[]) => changes.flatMap(({ addedNodes }) => [...addedNodes]);
    const region = document.querySelector('[aria-live=assertive]') ?? document;
    new MutationObserver((changes) => {
      for (const { textContent } of added(changes)) dataset.added = `${dataset.added ?? ''}${textContent}`;
    }).observe(region, { childList: true, subtree: true });
  });
  await controller.tap('08AB12CE');
  await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '2');
  await expect(kiosk.locator('html')).toHaveAttribute('data-added', /Det här kortet byter nummer varje gång\./);
});

test.describe('where only known cards are let in', () => {
  test.use({ office: { policy: 'enrolled' } });

  test('an unknown card is told to ask the host', async ({ kiosk, controller }) => {
    await controller.tap(VISITOR);
    await expect(kiosk.getByRole('heading', { name: 'Kortet är inte registrerat här än.' })).toBeVisible();
    await look(kiosk, 'denied-not-enrolled');
  });

  test('a card that is enrolled by command line is confirmed, and then let in', async ({ kiosk, controller }) => {
    await controller.enrolNext('visitor');
    await expect(kiosk.getByRole('heading', { name: 'Lägg kortet mot läsaren' })).toBeVisible();
    await look(kiosk, 'pending-enrol');
    await controller.tap(VISITOR);
    await expect(kiosk.getByText('Kortet är registrerat.').last()).toBeVisible();
    await look(kiosk, 'enrolled');
    await controller.tap(VISITOR);
    await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  });
});
