import { expect, type Page } from '@playwright/test';
import { GuestPassAnswer } from '../../device/contract/api.ts';
import { hostViewWith } from '../../renderer/gallery/canned-snapshot.ts';
import { look } from '../support/e2e-look.ts';
import { officeWith, openHostView, showInstead, tellInstead, test } from '../support/e2e-test.ts';

const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

/** Presses the button that makes a QR code, and reads what the controller answered. */
async function makeQr(kiosk: Page) {
  const answer = kiosk.waitForResponse('**/api/host/guest-pass');
  await button(kiosk, 'Visa QR-kod').click();
  return GuestPassAnswer.parse(await (await answer).json());
}

test('the host makes a guest pass, its QR code lets its bearer in as often as was chosen, and then no more', async ({
  kiosk,
  controller,
}) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await look(kiosk, 'host-cards');
  await button(kiosk, '2 tim').click();
  await button(kiosk, '1 gång').click();
  const { text, untilMs } = await makeQr(kiosk);
  expect(untilMs - Date.now()).toBeGreaterThan(2 * 3_600_000 - 60_000);
  expect(untilMs - Date.now()).toBeLessThanOrEqual(2 * 3_600_000);
  const dialog = kiosk.getByRole('dialog', { name: 'Gästkort till Testkontoret' });
  await expect(dialog.getByText(/^Gäller till (i morgon )?kl\. \d\d[:.]\d\d$/)).toBeVisible();
  await expect(dialog.getByText('För 1 gång')).toBeVisible();
  await look(kiosk, 'guest-pass');
  await dialog.getByRole('button', { name: 'Stäng' }).click();
  await button(kiosk, 'Stäng').click();
  const present = () => controller.present({ qr: text ?? '' });
  await present();
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  await present();
  await expect(kiosk.getByRole('heading', { name: 'Hej då!' })).toBeVisible();
  await present();
  await expect(kiosk.getByRole('heading', { name: 'Gästkortet är slut.' })).toBeVisible();
});

test('the code is large enough to be photographed, and the printer gets the pass alone', async ({
  kiosk,
  controller,
}) => {
  await kiosk.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'once';
    };
  });
  await kiosk.reload();
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await makeQr(kiosk);
  const code = kiosk.getByRole('img', { name: 'QR-kod för gästkortet' });
  const { width = 0, height = 0 } = (await code.boundingBox()) ?? {};
  expect(width).toBe(height);
  // Three pixels for each of 41 modules, and more.
  expect(width).toBeGreaterThanOrEqual(3 * 41);
  await button(kiosk, 'Skriv ut').click();
  await expect(kiosk.locator('html')).toHaveAttribute('data-printed', 'once');
  await kiosk.emulateMedia({ media: 'print' });
  await expect(code).toBeVisible();
  await expect(kiosk.getByText('Gäller till')).toBeVisible();
  await expect(button(kiosk, 'Skriv ut')).toBeHidden();
  await expect(kiosk.getByRole('tab', { name: 'Kort' })).toBeHidden();
  await expect(kiosk.getByText('Hur länge?')).toBeHidden();
  await kiosk.screenshot({ path: `test-output/screenshots/guest-pass-printed-${kiosk.viewportSize()?.width}.png` });
});

test('a guest pass on a tag is laid on the reader, and lets in', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await button(kiosk, 'Till kvällen').click();
  await button(kiosk, 'Lägg på en tagg').click();
  await expect(kiosk.getByRole('heading', { name: 'Lägg gästtaggen mot läsaren' })).toBeVisible();
  await look(kiosk, 'pending-guest');
  await controller.tap('04C0C0C0C0C0C0');
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Taggen är nu ett gästkort.');
  await button(kiosk, 'Stäng').click();
  await controller.tap('04C0C0C0C0C0C0');
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
});

test('a pass that is lost is taken back from the list, and lets nobody in', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  const { text } = await makeQr(kiosk);
  await kiosk.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
  await button(kiosk, '1 gästkort gäller').click();
  await expect(kiosk.getByText(/^Gäller till .* · 5 gånger kvar$/)).toBeVisible();
  await look(kiosk, 'guest-passes');
  await button(kiosk, 'Ta tillbaka').click();
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Gästkortet gäller inte längre.');
  await expect(kiosk.getByText('gästkort gäller', { exact: false }).filter({ hasText: /^\d/ })).toBeHidden();
  await button(kiosk, 'Stäng').click();
  await controller.present({ qr: text ?? '' });
  await expect(kiosk.getByRole('heading', { name: 'Kortet är inte registrerat här än.' })).toBeVisible();
});

test('many passes are shown five at a time, and those that are left when others have run out (canned snapshot)', async ({
  kiosk,
}) => {
  const passes =
    (count: number) =>
    ({ atMs }: Record<string, unknown>) => ({
      host: hostViewWith({
        locksAtMs: Number(atMs) + 47_000,
        passes: Array.from({ length: count }, (_, at) => ({
          ...{ ref: at, untilMs: Number(atMs) + at * 20_000_000, usesLeft: 11 + at },
        })),
      }),
    });
  await showInstead(kiosk, passes(7));
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await look(kiosk, 'host-cards-with-passes');
  await button(kiosk, '7 gästkort gäller').click();
  await expect(kiosk.getByRole('listitem')).toHaveCount(5);
  await look(kiosk, 'guest-passes-many');
  await button(kiosk, 'Visa fler').click();
  await expect(kiosk.getByRole('listitem')).toHaveCount(2);
  await button(kiosk, 'Visa fler').click();
  await expect(kiosk.getByText('11 gånger kvar')).toBeVisible();
  await button(kiosk, 'Visa fler').click();
  await tellInstead(kiosk, passes(5));
  await expect(kiosk.getByRole('listitem')).toHaveCount(5);
});

test.describe('where passes are short', () => {
  test.use({ office: officeWith({ guests: { mostHours: 2, mostUses: 5 } }) });

  test('a longer one is not made, and why is told', async ({ kiosk, controller }) => {
    await openHostView(kiosk, controller);
    await kiosk.getByRole('tab', { name: 'Kort' }).click();
    await button(kiosk, '8 tim').click();
    await button(kiosk, 'Visa QR-kod').click();
    await expect(kiosk.locator('[data-outcome=refusal]')).toContainText('Så långa gästkort får inte göras här.');
    await look(kiosk, 'host-pass-too-long');
    await expect(kiosk.getByRole('dialog')).toBeHidden();
  });
});
