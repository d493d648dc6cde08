import { expect, type Page } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { enrolMyself, officeWith, test, typeDigits, VISITOR } from '../support/e2e-test.ts';

test.use({
  office: officeWith({ modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true, pin: 'offered' } }),
});

async function enterPin(kiosk: Page, pin: string): Promise<void> {
  await typeDigits(kiosk, pin);
  await kiosk.getByRole('button', { name: 'OK' }).click();
}

test('a newcomer reads the house rules, lays the card on the reader, and comes in', async ({ kiosk, controller }) => {
  await look(kiosk, 'idle-first-visit');
  await kiosk.getByRole('button', { name: 'Första gången här?' }).click();
  await expect(kiosk.getByRole('listitem')).toHaveCount(5);
  await look(kiosk, 'first-visit');
  await kiosk.getByRole('button', { name: 'Okej, jag är med' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Lägg kortet mot läsaren' })).toBeVisible();
  await look(kiosk, 'first-visit-card');
  await controller.tap(VISITOR);
  await expect(kiosk.getByText('Kortet är registrerat.').last()).toBeVisible();
  await look(kiosk, 'first-visit-enrolled');
  await kiosk.getByRole('button', { name: 'Nej tack' }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
});

test('who is refused for an unknown card is offered to register it', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Kortet är inte registrerat här än.' })).toBeVisible();
  await look(kiosk, 'denied-register-yourself');
  await kiosk.getByRole('button', { name: 'Registrera kortet själv' }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'first-visit');
});

test('whoever thinks better of it is back where it began', async ({ kiosk }) => {
  await kiosk.getByRole('button', { name: 'Första gången här?' }).click();
  await kiosk.getByRole('button', { name: 'Inte nu' }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});

test('the house rules are there in English, and stay so while they are read', async ({ page, controller }) => {
  await page.clock.install();
  await page.goto(controller.startAddress());
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'First time here?' }).click();
  await look(page, 'first-visit-english');
  // The page takes so long a silence for a controller that is gone, until it has connected anew.
  await page.clock.fastForward(31_000);
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'trouble');
  await expect(page.getByRole('heading', { name: 'How we do things here' })).toBeVisible();
});

test('who still reads the house rules is warned before they go away, and has them for longer', async ({
  page,
  controller,
}) => {
  await page.clock.install();
  await page.goto(controller.startAddress());
  await page.getByRole('button', { name: 'Första gången här?' }).click();
  await expect(page.getByText('Tiden är snart slut.')).toBeHidden();
  await page.clock.fastForward(71_000);
  await page.getByRole('button', { name: 'Jag behöver mer tid' }).click();
  await expect(page.getByText('Tiden är snart slut.')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Så har vi det här' })).toBeVisible();
});

test('a PIN that is easily guessed or not typed alike is not taken, and why is told', async ({ kiosk, controller }) => {
  await enrolMyself(kiosk, controller, VISITOR);
  await kiosk.getByRole('button', { name: 'Välj en pinkod' }).click();
  await look(kiosk, 'pin-choose');
  await enterPin(kiosk, '1234');
  await expect(kiosk.getByRole('heading', { name: 'En gång till' })).toBeVisible();
  await look(kiosk, 'pin-repeat');
  await enterPin(kiosk, '1234');
  await expect(kiosk.getByText('Den är lätt att gissa. Välj en annan kod.')).toBeVisible();
  await look(kiosk, 'pin-weak');
  await enterPin(kiosk, '7392');
  await enterPin(kiosk, '7393');
  await expect(kiosk.getByText('Det blev inte samma siffror. Välj igen.')).toBeVisible();
  await enterPin(kiosk, '7392');
  await enterPin(kiosk, '7392');
  await expect(kiosk.getByText('Pinkoden är sparad.')).toBeVisible();
  await look(kiosk, 'pin-chosen');
});

test('choosing a PIN can be left, and the card is registered all the same', async ({ kiosk, controller }) => {
  await enrolMyself(kiosk, controller, VISITOR);
  await kiosk.getByRole('button', { name: 'Välj en pinkod' }).click();
  await kiosk.getByRole('button', { name: 'Avbryt' }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
});

test('a card that is registered already is told so', async ({ kiosk, controller }) => {
  await enrolMyself(kiosk, controller, VISITOR);
  await kiosk.getByRole('button', { name: 'Nej tack' }).click();
  await kiosk.getByRole('button', { name: 'Första gången här?' }).click();
  await kiosk.getByRole('button', { name: 'Okej, jag är med' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Lägg kortet mot läsaren' })).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Kortet är redan registrerat.' })).toBeVisible();
});
