import { expect, type Page } from '@playwright/test';
import { look } from '../support/e2e-look.ts';
import { officeWith, showInstead, test, VISITOR } from '../support/e2e-test.ts';

const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

test('who comes with others says how many, and the count has them all', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await button(kiosk, 'Vi är fler').click();
  await expect(kiosk.getByText('1 till')).toBeVisible();
  await button(kiosk, 'En till').click();
  await button(kiosk, 'En till').click();
  await button(kiosk, 'En färre').click();
  await expect(kiosk.getByText('2 till')).toBeVisible();
  await look(kiosk, 'granted-companions');
  await button(kiosk, 'Klart').click();
  await expect(kiosk.getByText('Tack! Då är ni 3 tillsammans.')).toBeVisible();
  await look(kiosk, 'granted-companions-noted');
  await expect(kiosk.getByText('17 lediga platser')).toBeVisible({ timeout: 20_000 });
});

test('pressed twice, it is noted once, and nobody is told that it was not', async ({ kiosk, controller }) => {
  const asked: string[] = [];
  await kiosk.route('**/api/kiosk/companions', async (route) => {
    asked.push(route.request().postData() ?? '');
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.fulfill({ response });
  });
  await controller.tap(VISITOR);
  await button(kiosk, 'Vi är fler').click();
  await button(kiosk, 'Klart').dblclick();
  await expect(kiosk.getByText('Tack! Då är ni 2 tillsammans.')).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('at most nine come along, and going back to none is to have said nothing', async ({ kiosk, controller }) => {
  await controller.tap(VISITOR);
  await button(kiosk, 'Vi är fler').click();
  for (let more = 1; more < 9; more++) await button(kiosk, 'En till').click();
  await expect(kiosk.getByText('9 till')).toBeVisible();
  await expect(button(kiosk, 'En till')).toBeDisabled();
  for (let fewer = 9; fewer > 0; fewer--) await button(kiosk, 'En färre').click();
  await expect(button(kiosk, 'Vi är fler')).toBeVisible();
});

test('the welcome stays for 12 s after a touch of its controls, and not for longer', async ({ kiosk, controller }) => {
  await kiosk.clock.install();
  await kiosk.reload();
  await controller.tap(VISITOR);
  await kiosk.clock.fastForward(3_000);
  await button(kiosk, 'Vi är fler').click();
  await kiosk.clock.fastForward(9_000);
  await expect(kiosk.getByText('1 till')).toBeVisible();
  await kiosk.clock.fastForward(3_000);
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});

test.describe('where three may be inside', () => {
  test.use({ office: { office: { ...officeWith({}).office, openingHours: '24/7', seats: 3, maxPersons: 3 } } });

  test('more than the fire papers allow are not taken, and fewer are', async ({ kiosk, controller }) => {
    await controller.tap(VISITOR);
    await button(kiosk, 'Vi är fler').click();
    await button(kiosk, 'En till').click();
    await button(kiosk, 'En till').click();
    await button(kiosk, 'Klart').click();
    await expect(kiosk.getByText('Så många får inte vara inne samtidigt. Det är brandregler.')).toBeVisible();
    await look(kiosk, 'granted-companions-too-many');
    await button(kiosk, 'En färre').click();
    await button(kiosk, 'Klart').click();
    await expect(kiosk.getByText('Tack! Då är ni 3 tillsammans.')).toBeVisible();
  });
});

test.describe('what is said beside a welcome', () => {
  test.describe('where one can sit', () => {
    test.use({ office: { office: { ...officeWith({}).office, openingHours: '24/7', seats: 1 } } });

    test('when no seat is free, who comes is welcome all the same', async ({ kiosk, controller }) => {
      await controller.tap(VISITOR);
      await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '1');
      await expect(kiosk.getByText('Alla platser är upptagna').first()).toBeHidden();
      await controller.tap('04000000000001');
      await expect(
        kiosk.locator('.welcome').getByText('Alla platser är upptagna, men du är välkommen in.'),
      ).toBeVisible();
    });
  });

  test.describe('where the reader is for coming in alone', () => {
    test.use({ office: { readers: [{ id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' }] } });

    test('a card that is inside already is asked to tap out next time', async ({ kiosk, controller }) => {
      await controller.tap(VISITOR);
      await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '1');
      await controller.tap(VISITOR);
      await expect(
        kiosk.locator('.welcome').getByText('Kortet var redan inne. Blippa gärna ut när du går.'),
      ).toBeVisible();
    });
  });

  test('both notes and all controls have room (canned snapshot)', async ({ kiosk }) => {
    await showInstead(kiosk, ({ atMs, doors }) => ({
      doors: Array.isArray(doors) ? doors.map((door) => ({ ...door, mode: 'accessed' })) : [],
      lastTap: {
        ...{ id: 1, atMs, door: 'entrance', outcome: 'granted', direction: 'in' },
        notes: ['seats-taken', 'passback'],
      },
    }));
    await button(kiosk, 'Vi är fler').click();
    await look(kiosk, 'granted-notes');
  });
});
