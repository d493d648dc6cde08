import { expect, type Page } from '@playwright/test';
import type { E2eController } from '../support/e2e-controller.ts';
import { look } from '../support/e2e-look.ts';
import { officeWith, test, typeDigits } from '../support/e2e-test.ts';

/** As the simulated library knows them. */
const GOOD = { number: '21234000000014', pin: '4711' };
const LOST = '21234000000022';

const night = officeWith({
  slots: [{ mode: 'unattended', hours: '24/7' }],
  modes: { unattended: { who: 'library', assurance: 2 } },
});

const scan = (controller: E2eController, barcode: string) => controller.post('/sim/readers/front/present', { barcode });

async function typePin(kiosk: Page, pin: string): Promise<void> {
  await expect(kiosk.getByRole('heading', { name: 'Slå din pinkod' })).toBeVisible();
  await typeDigits(kiosk, pin);
  await kiosk.getByRole('button', { name: 'OK', exact: true }).click();
}

test.describe('at night, with a library card', () => {
  test.use({ office: { ...night, library: { system: 'simulated' } } });

  test.beforeEach(async ({ controller }) => {
    await expect
      .poll(async () => (await (await fetch(new URL('/api/health', controller.url))).json()).library?.state)
      .toBe('ready');
  });

  test('the right PIN opens the door, and a wrong one is told', async ({ kiosk, controller }) => {
    await scan(controller, GOOD.number);
    await typePin(kiosk, '0000');
    await expect(kiosk.getByRole('heading', { name: 'Pinkoden stämde inte.' })).toBeVisible();
    await scan(controller, GOOD.number);
    await typePin(kiosk, GOOD.pin);
    await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
    await look(kiosk, 'library-night-granted');
    await expect(kiosk.getByText('19 lediga platser')).toBeVisible();
  });

  test('a card that the library has blocked is refused, and why is told', async ({ kiosk, controller }) => {
    await scan(controller, LOST);
    await typePin(kiosk, GOOD.pin);
    await expect(kiosk.getByRole('heading', { name: 'Bibliotekskortet är spärrat.' })).toBeVisible();
  });

  test('while the library is away nobody can judge a PIN, and that is told', async ({ kiosk, controller }) => {
    await controller.post('/sim/library', { trouble: 'down' });
    await scan(controller, GOOD.number);
    await typePin(kiosk, GOOD.pin);
    await expect(kiosk.getByRole('heading', { name: 'Biblioteket svarar inte just nu.' })).toBeVisible();
  });
});
