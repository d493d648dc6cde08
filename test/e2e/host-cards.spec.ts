import { expect, type Page } from '@playwright/test';
import type { E2eController } from '../support/e2e-controller.ts';
import { look } from '../support/e2e-look.ts';
import { openHostView, test, VISITOR } from '../support/e2e-test.ts';

test.use({ office: { policy: 'enrolled' } });

const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });
const heading = (kiosk: Page, name: string) => kiosk.getByRole('heading', { name });

/** The card is refused at the door, and the host has the list with that refusal before them. */
async function denied(kiosk: Page, controller: E2eController): Promise<void> {
  await controller.tap(VISITOR);
  await expect(heading(kiosk, 'Kortet är inte registrerat här än.')).toBeVisible();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
}

/** From the list: what becomes of the newest denied card. */
async function decide(kiosk: Page, action: string): Promise<void> {
  await kiosk
    .getByRole('button', { name: /^Mer om kortet/ })
    .first()
    .click();
  await button(kiosk, action).click();
}

/** From the panel of cards: the host asks for something, and lays the card on the reader. */
async function layCard(kiosk: Page, controller: E2eController, action: string, asked: string): Promise<void> {
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await button(kiosk, action).click();
  await expect(heading(kiosk, asked)).toBeVisible();
  await controller.tap(VISITOR);
}

const saidSaved = (kiosk: Page) =>
  expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Ändringen är sparad.');

test('a card that was refused is registered from the list, without being laid on the reader again', async ({
  kiosk,
  controller,
}) => {
  await denied(kiosk, controller);
  await look(kiosk, 'host-denied-row');
  await kiosk.getByRole('button', { name: /^Mer om kortet kl\. \d\d[:.]\d\d$/ }).click();
  await look(kiosk, 'host-denied-card');
  await button(kiosk, 'Registrera kortet').click();
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Klart! Kortet är registrerat.');
  await look(kiosk, 'host-denied-card-enrolled');
  await decide(kiosk, 'Registrera kortet');
  await expect(kiosk.locator('[data-outcome=refusal]')).toContainText('Kortet är redan registrerat.');
  await button(kiosk, 'Stäng').click();
  await controller.tap(VISITOR);
  await expect(heading(kiosk, 'Välkommen!')).toBeVisible();
});

test('a card that was refused is blocked from the list, and unblocked', async ({ kiosk, controller }) => {
  await denied(kiosk, controller);
  await decide(kiosk, 'Spärra kortet');
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Klart! Kortet är spärrat.');
  await button(kiosk, 'Stäng').click();
  await controller.tap(VISITOR);
  await expect(heading(kiosk, 'Det här kortet är spärrat.')).toBeVisible();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
  await decide(kiosk, 'Häv spärren');
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Klart! Spärren är hävd.');
  await button(kiosk, 'Stäng').click();
  await controller.tap(VISITOR);
  // As before: who lifts a block has registered nobody.
  await expect(heading(kiosk, 'Kortet är inte registrerat här än.')).toBeVisible();
});

test('a card at hand is blocked, unblocked and removed by being laid on the reader', async ({ kiosk, controller }) => {
  await controller.enrolNext('visitor');
  await expect(heading(kiosk, 'Lägg kortet mot läsaren')).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
  await layCard(kiosk, controller, 'Spärra', 'Lägg kortet som ska spärras mot läsaren');
  await saidSaved(kiosk);
  await layCard(kiosk, controller, 'Häv spärr', 'Lägg kortet vars spärr ska hävas mot läsaren');
  await saidSaved(kiosk);
  await layCard(kiosk, controller, 'Ta bort', 'Lägg kortet som ska tas bort mot läsaren');
  await saidSaved(kiosk);
  await layCard(kiosk, controller, 'Ta bort', 'Lägg kortet som ska tas bort mot läsaren');
  await expect(kiosk.locator('[data-outcome=refusal]')).toContainText('Kortet är inte registrerat.');
});

test('a second card of the same person is registered after the first has said whose', async ({ kiosk, controller }) => {
  await controller.enrolNext('visitor');
  await expect(heading(kiosk, 'Lägg kortet mot läsaren')).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
  await layCard(
    kiosk,
    controller,
    'Ett till kort för samma person',
    'Lägg det kort som redan är registrerat mot läsaren',
  );
  await expect(heading(kiosk, 'Lägg kortet mot läsaren')).toBeVisible();
  await controller.tap('04BEEFBEEFBEEF');
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Kortet är registrerat.');
  await button(kiosk, 'Stäng').click();
  await controller.tap('04BEEFBEEFBEEF');
  await expect(heading(kiosk, 'Välkommen!')).toBeVisible();
});

for (const [name, asked, done] of [
  ['För personal', 'Lägg personalkortet mot läsaren', 'Kortet är nu personalens.'],
  ['För städning', 'Lägg städkortet mot läsaren', 'Kortet är nu städningens.'],
] as const)
  test(`a card is registered by its role: ${name}`, async ({ kiosk, controller }) => {
    await openHostView(kiosk, controller);
    await layCard(kiosk, controller, name, asked);
    await expect(kiosk.locator('[data-outcome=welcome]')).toContainText(done);
  });
