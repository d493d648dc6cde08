import { expect, type Page } from '@playwright/test';
import { hostViewWith } from '../../renderer/gallery/canned-snapshot.ts';
import { look } from '../support/e2e-look.ts';
import { enrolMyself, officeWith, openHostView, showInstead, test, typeDigits } from '../support/e2e-test.ts';

const CARD = '04AABBCCDDEE01';
const PIN = '739214';

const key = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });
const dots = (kiosk: Page, count: string) => kiosk.getByRole('img', { name: count });
const asked = (kiosk: Page) => kiosk.getByRole('heading', { name: 'Slå din pinkod' });

/** A PIN entry that began a moment ago, as the page is told of it. */
const entry =
  (more: { readonly typed?: number; readonly leftMs?: number } = {}) =>
  ({ atMs }: Record<string, unknown>) => {
    const { typed = 0, leftMs = 44_000 } = more;
    return { pinEntry: { id: 7, door: 'entrance', typed, untilMs: Number(atMs) + leftMs } };
  };

test.describe('the PIN screen (canned snapshot)', () => {
  test('takes digits by touch, counts them in dots, and has them nowhere on the page', async ({ kiosk }) => {
    await showInstead(kiosk, entry());
    await expect(asked(kiosk)).toBeVisible();
    await expect(dots(kiosk, 'Inga siffror än')).toBeVisible();
    await look(kiosk, 'pin-empty');
    await typeDigits(kiosk, PIN.slice(0, 3));
    await expect(key(kiosk, 'OK')).toBeDisabled();
    await typeDigits(kiosk, PIN.slice(3));
    await expect(dots(kiosk, '6 siffror')).toBeVisible();
    await expect(key(kiosk, 'OK')).toBeEnabled();
    for (let at = 0; at + 2 <= PIN.length; at++)
      expect(await kiosk.locator('#root').innerHTML()).not.toContain(PIN.slice(at, at + 2));
    await look(kiosk, 'pin-typed');
    await key(kiosk, 'Radera').click();
    await expect(dots(kiosk, '5 siffror')).toBeVisible();
    await typeDigits(kiosk, '0000');
    await expect(dots(kiosk, '8 siffror')).toBeVisible();
  });

  test('takes digits by keyboard, and sends them with Enter', async ({ kiosk }) => {
    await showInstead(kiosk, entry());
    await expect(asked(kiosk)).toBeFocused();
    await kiosk.keyboard.type('7392x');
    await expect(dots(kiosk, '4 siffror')).toBeVisible();
    await kiosk.keyboard.press('Backspace');
    await kiosk.keyboard.press('Enter');
    await kiosk.keyboard.type('9');
    const sent = kiosk.waitForRequest('**/api/kiosk/pin');
    await kiosk.keyboard.press('Enter');
    expect((await sent).postDataJSON()).toEqual({ id: 7, pin: '7399' });
    const cancelled = kiosk.waitForRequest('**/api/kiosk/pin-cancel');
    await kiosk.keyboard.press('Escape');
    expect((await cancelled).postDataJSON()).toEqual({ id: 7 });
  });

  test('shows how many digits were typed at the reader’s own keys, and how to end there', async ({ kiosk }) => {
    await showInstead(kiosk, entry({ typed: 3 }));
    await expect(dots(kiosk, '3 siffror')).toBeVisible();
    await expect(kiosk.getByText('Tryck # på läsaren när du är klar.')).toBeVisible();
  });

  test('warns before the time is over, and has a button for more', async ({ kiosk }) => {
    await showInstead(kiosk, entry({ leftMs: 12_000 }));
    await expect(kiosk.getByText('Tiden är snart slut.')).toBeVisible();
    await expect(kiosk.getByText(/^\d+ sekunder kvar$/)).toBeVisible();
    await look(kiosk, 'pin-soon-over');
    const sent = kiosk.waitForRequest('**/api/kiosk/pin-more-time');
    await key(kiosk, 'Jag behöver mer tid').click();
    expect((await sent).postDataJSON()).toEqual({ id: 7 });
  });

  test('lies over the host view', async ({ kiosk }) => {
    await showInstead(kiosk, (snapshot) => ({
      ...entry()(snapshot),
      host: hostViewWith({ locksAtMs: Number(snapshot.atMs) + 47_000 }),
    }));
    await expect(asked(kiosk)).toBeFocused();
    await look(kiosk, 'pin-over-host');
    const asHost: string[] = [];
    kiosk.on('request', (request) => {
      if (request.url().includes('/api/host/')) asHost.push(request.url());
    });
    await typeDigits(kiosk, PIN);
    await expect(dots(kiosk, '6 siffror')).toBeVisible();
    // A visitor’s touches do not keep the host view open.
    expect(asHost).toEqual([]);
  });
});

test.describe('where a PIN is asked for beside the card', () => {
  test.use({
    office: officeWith({ modes: { staffed: { pin: true } }, enrolment: { self: true, pin: 'offered' } }),
  });

  test.beforeEach(async ({ kiosk, controller }) => {
    await enrolMyself(kiosk, controller, CARD);
    await key(kiosk, 'Välj en pinkod').click();
    for (const title of ['Välj en pinkod', 'En gång till']) {
      await expect(kiosk.getByRole('heading', { name: title })).toBeVisible();
      await typeDigits(kiosk, PIN);
      await key(kiosk, 'OK').click();
    }
    await expect(kiosk.getByText('Pinkoden är sparad.')).toBeVisible();
    await key(kiosk, 'Stäng').click();
    await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
    await controller.tap(CARD);
    await expect(asked(kiosk)).toBeVisible();
  });

  test('the chosen PIN opens the door', async ({ kiosk }) => {
    await typeDigits(kiosk, PIN);
    await key(kiosk, 'OK').click();
    await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
    await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
  });

  test('a wrong PIN is told, and the next try is not greeted with the last one’s refusal', async ({
    kiosk,
    controller,
  }) => {
    await typeDigits(kiosk, '8855');
    await key(kiosk, 'OK').click();
    await expect(kiosk.getByRole('heading', { name: 'Pinkoden stämde inte.' })).toBeVisible();
    await look(kiosk, 'denied-pin-wrong');
    await controller.tap(CARD);
    await expect(asked(kiosk)).toBeVisible();
    await expect(dots(kiosk, 'Inga siffror än')).toBeVisible();
    await typeDigits(kiosk, PIN);
    await key(kiosk, 'OK').click();
    await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  });

  test('cancelling is answered with how to go on', async ({ kiosk }) => {
    await key(kiosk, 'Avbryt').click();
    await expect(kiosk.getByRole('heading', { name: 'Ingen pinkod kom.' })).toBeVisible();
  });

  test('who needs more time is given it', async ({ kiosk }) => {
    test.slow();
    // By the real clock: 45 s are given, and 20 s before their end it warns.
    await expect(kiosk.getByText('Tiden är snart slut.')).toBeVisible({ timeout: 30_000 });
    await key(kiosk, 'Jag behöver mer tid').click();
    await expect(kiosk.getByText('Tiden är snart slut.')).toBeHidden();
    await typeDigits(kiosk, PIN);
    await key(kiosk, 'OK').click();
    await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  });

  test('a visitor types over the host view, which is as it was afterwards', async ({ kiosk, controller }) => {
    await key(kiosk, 'Avbryt').click();
    await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
    await openHostView(kiosk, controller);
    await kiosk.getByRole('tab', { name: 'Kort' }).click();
    await kiosk.getByRole('button', { name: 'Visa QR-kod' }).click();
    await expect(kiosk.getByRole('dialog', { name: 'Gästkort till Testkontoret' })).toBeVisible();
    await key(kiosk, 'Skriv ut').focus();
    await controller.tap(CARD);
    await expect(asked(kiosk)).toBeVisible();
    await typeDigits(kiosk, PIN);
    await key(kiosk, 'OK').click();
    await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Välkommen!');
    await expect(asked(kiosk)).toBeHidden();
    await expect(kiosk.getByRole('dialog', { name: 'Gästkort till Testkontoret' })).toBeVisible();
    await expect(key(kiosk, 'Skriv ut')).toBeFocused();
  });
});
