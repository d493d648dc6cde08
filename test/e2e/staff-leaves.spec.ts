import { expect, type Page } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { openHostView, test, VISITOR } from '../support/e2e-test.ts';

const OTHER = '04000000000002';
const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

test('staff leaves: who stays taps again, and the host sees how many do and of how many nobody knows', async ({
  kiosk,
  controller,
}) => {
  for (const uid of [VISITOR, OTHER]) await controller.tap(uid);
  await expect(kiosk.getByText('18 lediga platser')).toBeVisible();
  await openHostView(kiosk, controller);
  await button(kiosk, 'Personalen går').click();
  await look(kiosk, 'host-staff-leaves');
  await button(kiosk, '5 minuter').click();
  await expect(kiosk.getByText('0 stannar')).toBeVisible();
  await expect(kiosk.getByText('2 har inte svarat')).toBeVisible();
  await expect(button(kiosk, 'Personalen går')).toBeDisabled();
  await button(kiosk, 'Stäng').click();
  await expect(kiosk.getByText('Lägg kortet mot läsaren om du stannar kvar.')).toBeVisible();
  await expect(kiosk.getByText(/^(5:00|4:\d\d) kvar$/)).toBeVisible();
  await expect(kiosk.getByText('Ingen har svarat än')).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Tack!' })).toBeVisible();
  await expect(kiosk.getByText('Nu vet vi att du är kvar.').last()).toBeVisible();
  await look(kiosk, 'stays');
  await expect(kiosk.getByText('1 har svarat')).toBeVisible();
  await look(kiosk, 'idle-staff-leaves');
  await openHostView(kiosk, controller);
  await expect(kiosk.getByText('1 stannar')).toBeVisible();
  await expect(kiosk.getByText('1 har inte svarat')).toBeVisible();
  await look(kiosk, 'host-roll-call');
  await button(kiosk, 'Avsluta nu').click();
  await expect(kiosk.getByText('Tiden är slut.')).toBeVisible();
  await button(kiosk, 'Lägg undan').click();
  await expect(kiosk.getByRole('heading', { name: 'I dag' })).toBeVisible();
});

test('when it has ended, visitors are asked no more', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await openHostView(kiosk, controller);
  await button(kiosk, 'Personalen går').click();
  await button(kiosk, '3 minuter').click();
  await button(kiosk, 'Avsluta nu').click();
  await expect(kiosk.getByText('Tiden är slut.')).toBeVisible();
  await button(kiosk, 'Stäng').click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await expect(kiosk.getByText('Värden går nu.')).toBeHidden();
});
