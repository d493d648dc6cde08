import { expect, type Page } from '@playwright/test';
import type { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import type { E2eController } from '../support/e2e-controller.ts';
import { look } from '../support/e2e-look.ts';
import { enrolMyself, HOST, officeWith, showInstead, test, typeDigits, VISITOR } from '../support/e2e-test.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function idle(kiosk: Page): Promise<void> {
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
}

/** Comes in, or goes out. */
async function pass(kiosk: Page, controller: E2eController, greeting: string): Promise<void> {
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: greeting })).toBeVisible();
}

/** Asks for one's own visits, and lays the card on the reader. */
async function show(kiosk: Page, controller: E2eController, uid = VISITOR): Promise<void> {
  await idle(kiosk);
  await button(kiosk, 'Mina besök').click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt kort' })).toBeVisible();
  await controller.tap(uid);
}

/** What the controller would say, with changes laid over it, for what takes weeks to come about. */
async function storeInstead(kiosk: Page, change: (answer: MyVisitsAnswer) => Partial<MyVisitsAnswer>): Promise<void> {
  await kiosk.route(/\/api\/kiosk\/my-visits\/\d+$/, async (route) => {
    const response = await route.fetch();
    const answer: MyVisitsAnswer = await response.json();
    await route.fulfill({ response, json: { ...answer, ...change(answer) } });
  });
}

const visitsFrom = (at: number, count: number): MyVisitsAnswer['visits'] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ door: 'Entrén', enteredMs: at - n * 31 * 3_600_000, leftMs: at - n * 31 * 3_600_000 + 5_000_000 },
    ...{ endedBy: n % 2 === 0 ? 'tapped-out' : 'slot-end', companions: n % 3 },
  }));

/** The list ends above what stands below it. */
async function expectRoom(kiosk: Page): Promise<void> {
  const edges = await kiosk.evaluate(() => {
    const edge = (what: string) => document.querySelector(what)?.getBoundingClientRect();
    return { list: edge('.own-visits > :last-child')?.bottom, kept: edge('.own-kept')?.top };
  });
  expect(edges.list).toBeLessThanOrEqual(edges.kept ?? 0);
}

test('a visitor sees the own visits of the day, and closes them', async ({ kiosk, controller }) => {
  await pass(kiosk, controller, 'Välkommen!');
  await pass(kiosk, controller, 'Hej då!');
  await pass(kiosk, controller, 'Välkommen!');
  await idle(kiosk);
  await button(kiosk, 'Mina besök').click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt kort' })).toBeVisible();
  await look(kiosk, 'pending-my-visits');
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Mina besök' })).toBeVisible();
  const visits = kiosk.locator('.own-visits').getByRole('listitem');
  await expect(visits).toHaveText([/^I dag kl\. .*, pågår.*Entrén$/, /^I dag kl\. .*–.*Entrén · du blippade ut$/]);
  await expect(kiosk.getByText('Äldre besök sparas i 14 dagar')).toBeVisible();
  await expect(kiosk.getByText('Inte registrerat här')).toBeVisible();
  await look(kiosk, 'my-visits');
  await button(kiosk, 'Stäng').click();
  await idle(kiosk);
});

test('a card that was never here is told so kindly', async ({ kiosk, controller }) => {
  await show(kiosk, controller);
  await expect(kiosk.getByText('Inget är sparat om det här kortet.')).toBeVisible();
  await expect(button(kiosk, 'Radera mina besök')).toBeHidden();
  await look(kiosk, 'my-visits-nothing');
});

test('visits are erased after one question, and the screen says what was done', async ({ kiosk, controller }) => {
  await pass(kiosk, controller, 'Välkommen!');
  await show(kiosk, controller);
  await button(kiosk, 'Radera mina besök').click();
  await look(kiosk, 'my-visits-erase');
  await button(kiosk, 'Avbryt').click();
  await button(kiosk, 'Radera mina besök').click();
  await button(kiosk, 'Radera').click();
  await expect(kiosk.getByText('Klart! 1 uppgift i loggen leder inte längre till ditt kort.')).toBeVisible();
  await expect(kiosk.getByText('Inget är sparat om det här kortet.')).toBeVisible();
  await look(kiosk, 'my-visits-erased');
  await button(kiosk, 'Stäng').click();
  await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
  await pass(kiosk, controller, 'Hej då!');
});

test('what is stored is taken along as a code that can be photographed', async ({ kiosk, controller }) => {
  await storeInstead(kiosk, ({ untilMs }) => ({ visits: visitsFrom(untilMs - 3_600_000, 7), pseudonyms: 'stable' }));
  await show(kiosk, controller);
  await expect(kiosk.locator('.own-visits').getByRole('listitem')).toHaveCount(3);
  await expectRoom(kiosk);
  await look(kiosk, 'my-visits-many');
  await button(kiosk, 'Äldre').click();
  await button(kiosk, 'Äldre').click();
  await expect(kiosk.locator('.own-visits').getByRole('listitem')).toHaveCount(1);
  await expect(button(kiosk, 'Äldre')).toBeDisabled();
  await button(kiosk, 'Ta med').click();
  const code = kiosk.getByRole('img', { name: 'QR-kod med det som är sparat' });
  const { width = 0 } = (await code.boundingBox()) ?? {};
  const modules = Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
  expect(width / modules).toBeGreaterThanOrEqual(3);
  await expect(kiosk.getByText(/^\d äldre besök fick inte plats i koden\.$/)).toBeVisible();
  await look(kiosk, 'my-visits-take');
});

test.describe('at a registered card', () => {
  test.use({
    office: officeWith({
      modes: { staffed: { who: 'enrolled' } },
      enrolment: { self: true, pin: 'offered', days: 365 },
    }),
  });

  test('the PIN is asked for, and a wrong one shows nothing', async ({ kiosk, controller }) => {
    await enrolMyself(kiosk, controller, VISITOR);
    await button(kiosk, 'Välj en pinkod').click();
    for (let time = 0; time < 2; time++) {
      await typeDigits(kiosk, '7392');
      await button(kiosk, 'OK').click();
    }
    await button(kiosk, 'Stäng').click();
    await show(kiosk, controller);
    await expect(kiosk.getByRole('heading', { name: 'Slå din pinkod' })).toBeVisible();
    await typeDigits(kiosk, '7393');
    await button(kiosk, 'OK').click();
    await expect(kiosk.getByRole('heading', { name: 'Pinkoden stämde inte.' })).toBeVisible();
    await show(kiosk, controller);
    await expect(kiosk.getByRole('heading', { name: 'Slå din pinkod' })).toBeVisible();
    await typeDigits(kiosk, '7392');
    await button(kiosk, 'OK').click();
    await expect(kiosk.getByText('Med pinkod')).toBeVisible();
    await look(kiosk, 'my-visits-registered');
  });

  test('a visitor has it forgotten', async ({ kiosk, controller }) => {
    await enrolMyself(kiosk, controller, VISITOR);
    await button(kiosk, 'Nej tack').click();
    await pass(kiosk, controller, 'Välkommen!');
    await show(kiosk, controller);
    await expect(kiosk.getByText('Registrerat för en besökare')).toBeVisible();
    await look(kiosk, 'my-visits-own-card');
    await button(kiosk, 'Glöm mitt kort').click();
    await look(kiosk, 'my-visits-forget');
    await button(kiosk, 'Glöm kortet').click();
    await expect(kiosk.getByText('Klart! Kortet är glömt.')).toBeVisible();
    await expect(kiosk.getByText('Inte registrerat här')).toBeVisible();
    await expect(button(kiosk, 'Glöm mitt kort')).toBeHidden();
    await look(kiosk, 'my-visits-forgotten');
    await button(kiosk, 'Stäng').click();
    await controller.tap(VISITOR);
    await expect(kiosk.getByRole('heading', { name: 'Kortet är inte registrerat här än.' })).toBeVisible();
  });

  test('a host’s is not forgotten at the screen', async ({ kiosk, controller }) => {
    await show(kiosk, controller, HOST);
    await expect(kiosk.getByText('Registrerat för en värd')).toBeVisible();
    await expect(button(kiosk, 'Glöm mitt kort')).toBeHidden();
  });

  test('one that is blocked says so, and is not forgotten either', async ({ kiosk, controller }) => {
    await storeInstead(kiosk, ({ untilMs }) => ({
      card: { role: 'visitor', sinceMs: null, hasPin: false, validUntilMs: null, blocked: true },
      visits: visitsFrom(untilMs - 3_600_000, 4),
    }));
    await show(kiosk, controller);
    await expect(kiosk.getByText('Det här kortet är spärrat.')).toBeVisible();
    await expect(button(kiosk, 'Glöm mitt kort')).toBeHidden();
    await look(kiosk, 'my-visits-blocked');
  });
});

test('it closes by itself, says so before, and gives more time', async ({ kiosk, controller }) => {
  await storeInstead(kiosk, ({ untilMs }) => ({
    ...{ untilMs: untilMs - 41_000, visits: visitsFrom(untilMs - 3_600_000, 4) },
    card: { role: 'visitor', sinceMs: untilMs - 9e9, hasPin: true, validUntilMs: untilMs + 9e9, blocked: false },
  }));
  await show(kiosk, controller);
  await expect(kiosk.getByText('Tiden är snart slut.')).toBeVisible();
  await look(kiosk, 'my-visits-soon-over');
  await button(kiosk, 'Glöm mitt kort').click();
  await look(kiosk, 'my-visits-forget-soon-over');
  await button(kiosk, 'Avbryt').click();
  await button(kiosk, 'Ta med').click();
  await look(kiosk, 'my-visits-take-soon-over');
  await kiosk.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
  await button(kiosk, 'Jag behöver mer tid').click();
  await expect(kiosk.getByText('Tiden är snart slut.')).toBeHidden();
  await kiosk.unroute(/\/api\/kiosk\/my-visits\/\d+$/);
  await button(kiosk, 'Stäng').click();
  await storeInstead(kiosk, ({ untilMs }) => ({ untilMs: untilMs - 57_000 }));
  await show(kiosk, controller);
  await idle(kiosk);
});

test('the way to it leaves room for what else the idle screen may have to say (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, ({ doors, atMs }) => ({
    doors: Array.isArray(doors) ? doors.map((door) => ({ ...door, strike: { state: 'faulted', sinceMs: 0 } })) : [],
    enrolment: { self: true, pin: true },
    rollCall: { untilMs: Number(atMs) + 200_000, stayed: 3, unknown: 2, ended: false },
  }));
  await expect(kiosk.getByText('Dörren kan inte låsas upp härifrån just nu')).toBeVisible();
  await expect(button(kiosk, 'Mina besök')).toBeVisible();
  await look(kiosk, 'idle-my-visits-notice');
});

test('it is there in English', async ({ kiosk, controller }) => {
  await storeInstead(kiosk, ({ untilMs }) => ({
    ...{ visits: visitsFrom(untilMs - 3_600_000, 4), leftOut: 3, libraryUntilMs: untilMs + 20 * 86_400_000 },
    card: { role: 'visitor', sinceMs: untilMs - 9e9, hasPin: true, validUntilMs: untilMs + 9e9, blocked: false },
  }));
  await button(kiosk, 'English').click();
  await button(kiosk, 'My visits').click();
  await expect(kiosk.getByRole('heading', { name: 'Show your card' })).toBeVisible();
  await controller.tap(VISITOR);
  await expect(kiosk.getByText('Registered for a visitor')).toBeVisible();
  await expectRoom(kiosk);
  await look(kiosk, 'my-visits-english');
});

test('another browser’s screen shows nothing of it', async ({ kiosk, controller, browser }) => {
  await pass(kiosk, controller, 'Välkommen!');
  const context = await browser.newContext({ viewport: kiosk.viewportSize() });
  const other = await context.newPage();
  const answers: number[] = [];
  other.on('response', (response) => {
    if (response.url().includes('/my-visits/')) answers.push(response.status());
  });
  await other.goto(controller.startAddress());
  await show(kiosk, controller);
  await expect(kiosk.getByRole('heading', { name: 'Mina besök' })).toBeVisible();
  await idle(other);
  await expect.poll(() => answers).toEqual([410]);
  await context.close();
});
