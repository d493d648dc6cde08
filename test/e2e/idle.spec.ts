import { expect } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { showInstead, test } from '../support/e2e-test.ts';

test('the idle screen tells that it is open, how many seats are free, and what to do with the card', async ({
  kiosk,
}) => {
  await expect(kiosk.getByRole('heading', { name: 'Testkontoret' })).toBeVisible();
  await expect(kiosk.getByText('Öppet')).toBeVisible();
  await expect(kiosk.getByText('20 lediga platser')).toBeVisible();
  await expect(kiosk.getByRole('heading', { name: 'Lägg kortet eller taggen mot läsaren' })).toBeVisible();
  await expect(kiosk.locator('html')).toHaveAttribute('translate', 'no');
  await look(kiosk, 'idle');
});

test('the browser’s own menu does not open', async ({ kiosk }) => {
  const stopped = await kiosk.evaluate(
    () => !document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
  );
  expect(stopped).toBe(true);
});

test('English is one touch away, and Swedish returns when nobody has touched the screen for 30 s', async ({
  page,
  controller,
}) => {
  await page.clock.install();
  await page.goto(controller.startAddress());
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Hold your card or tag against the reader' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await look(page, 'idle-english');
  await page.clock.fastForward(30_000);
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
  await expect(page.getByRole('heading', { name: 'Lägg kortet eller taggen mot läsaren' })).toBeVisible();
});

test('what central staff announce stands above all else, in the language that is chosen (canned snapshot)', async ({
  kiosk,
}) => {
  const sv = 'I dag stänger vi redan klockan 15 eftersom vattnet stängs av i hela kvarteret. '.padEnd(
    155,
    'Välkommen åter! ',
  );
  await showInstead(kiosk, () => ({
    announcement: { texts: { sv, en: 'We close at 3 p.m. today.' }, untilMs: null },
    enrolment: { self: true, pin: true },
  }));
  await expect(kiosk.getByText('I dag stänger vi redan klockan 15')).toBeVisible();
  await look(kiosk, 'idle-announcement');
  await kiosk.getByRole('button', { name: 'English' }).click();
  await expect(kiosk.getByText('We close at 3 p.m. today.')).toBeVisible();
});

test('whatever the office is called, its bar is as high as its buttons (canned snapshot)', async ({ kiosk }) => {
  const names = [
    'Kontoret',
    'Allmänna kontoret Storgatan',
    'Medborgarservicekontoret',
    'Allmänna kontoret '.repeat(5).slice(0, 80),
  ];
  for (const name of names) {
    await showInstead(kiosk, ({ office }) => ({ office: Object.assign({}, office, { name }) }));
    await expect(kiosk.getByRole('heading', { level: 1 })).toHaveText(name.trim());
    const bar = await kiosk.locator('header.bar').boundingBox();
    expect(bar?.height, name).toBeLessThanOrEqual(52);
  }
});
