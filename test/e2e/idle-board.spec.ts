import { expect, type Page } from '@playwright/test';
import { openHostView, test, VISITOR } from '../support/e2e-test.ts';

const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

/** On the keys of the screen, which begin with a capital. */
async function typeLetters(kiosk: Page, text: string): Promise<void> {
  for (const key of text) await button(kiosk, key === ' ' ? 'Mellanslag' : key).click();
}

test('a visitor offers help and writes what with, the host reads it and writes to all, and it goes with the visitor', async ({
  kiosk,
  controller,
}) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
  await button(kiosk, 'Jag kan hjälpa till').click();
  await button(kiosk, 'Läxhjälp').click();
  const field = kiosk.getByRole('textbox');
  await expect(field).toBeFocused();
  await typeLetters(kiosk, 'Läsab');
  await button(kiosk, 'Sudda ett tecken').click();
  await expect(field).toHaveValue('Läsa');
  // A keyboard writes where the keys do, and what looks like a personal number is not taken.
  await field.press('End');
  await field.pressSequentially(' 19811218-9876');
  await field.press('Enter');
  await expect(kiosk.getByText('Det liknar ett personnummer. Skriv utan det.')).toBeVisible();
  for (let erased = 0; erased < 14; erased++) await field.press('Backspace');
  await expect(kiosk.getByText('56 tecken kvar')).toBeVisible();
  await button(kiosk, 'Sätt upp').click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt kort' })).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByText('Det du skrev visas när värden har läst det.').last()).toBeVisible();
  await expect(kiosk.getByText('De som är inne kan hjälpa till med')).toBeVisible();
  await expect(kiosk.getByText('Läxhjälp')).toBeVisible();
  await expect(kiosk.getByText('Läsa', { exact: true })).toBeHidden();

  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Skärmen' }).click();
  await button(kiosk, 'Visa texten').click();
  await expect(kiosk.getByText('Väntar på dig')).toBeHidden();
  await button(kiosk, 'Skriv ett meddelande').click();
  await kiosk.getByRole('textbox').pressSequentially('Fika för alla');
  await button(kiosk, 'Visa').click();
  await expect(kiosk.getByRole('textbox')).toBeHidden();
  await expect(kiosk.getByText('Fika för alla')).toBeVisible();
  await button(kiosk, 'Stäng').click();

  await expect(kiosk.getByText('Från värden: Fika för alla')).toBeVisible();
  await expect(kiosk.getByText('Läsa', { exact: true })).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Hej då!' })).toBeVisible();
  await expect(kiosk.getByText('20 lediga platser')).toBeVisible();
  await expect(kiosk.getByText('Läxhjälp')).toBeHidden();
});
