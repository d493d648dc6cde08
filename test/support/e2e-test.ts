import { existsSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import { chromiumPath } from './chromium.ts';
import { E2eController } from './e2e-controller.ts';
import { alwaysOpen } from './office.ts';

/** As the other processes' office, with fire papers that a test can fill, and the same colours at any hour. */
const testOffice = { ...alwaysOpen, office: { ...alwaysOpen.office, maxPersons: 30, theme: 'light' } };

/** The test office with rules of its own, staffed at any hour. */
export function officeWith(policy: object) {
  const { openingHours: hours, ...office } = testOffice.office;
  return { office, policy: { schemaVersion: 1, version: 1, slots: [{ mode: 'staffed', hours }], ...policy } };
}

type Fixtures = {
  /** Skips the test, with the reason, where there is no Chromium. */
  readonly browserAtHand: undefined;
  /** Lies over the config of the test office. */
  readonly office: object;
  readonly controller: E2eController;
  /** The screen, signed in, with its first snapshot. A page that complains fails its test. */
  readonly kiosk: Page;
};

/** A test with the real controller and the real screen in Chromium. */
export const test = base.extend<Fixtures>({
  browserAtHand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here, even for nothing
    async ({}, use, testInfo) => {
      testInfo.skip(!existsSync(chromiumPath), 'Chromium is not on this machine');
      await use(undefined);
    },
    { auto: true },
  ],
  office: [{}, { option: true }],
  controller: async ({ office }, use) => {
    const controller = new E2eController({ ...testOffice, ...office });
    await controller.start();
    await use(controller);
    await controller.dispose();
  },
  kiosk: async ({ controller, page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // A controller that is killed, or that refuses, on purpose is no fault of the page.
      const expected = message.text().startsWith('Failed to load resource') || message.text().includes('net::ERR_');
      if (message.type() === 'error' && !expected) complaints.push(message.text());
    });
    await page.goto(controller.startAddress());
    await expect(page.locator('main')).toHaveAttribute('data-screen', 'idle');
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export const VISITOR = '04A1B2C3D4E5F6';
export const HOST = '04DE300000DE01';

/** Opens the host view as a host does: the button, then the card. */
export async function openHostView(kiosk: Page, controller: E2eController): Promise<void> {
  await kiosk.getByRole('button', { name: 'Värd', exact: true }).click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt värdkort' })).toBeVisible();
  await controller.tap(HOST);
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'host');
}

/** Presses digits on the keys of the screen. */
export async function typeDigits(kiosk: Page, digits: string): Promise<void> {
  for (const digit of digits) await kiosk.getByRole('button', { name: digit, exact: true }).click();
}

/** Registers a card as its holder does at the screen, up to the offer of a PIN. */
export async function enrolMyself(kiosk: Page, controller: E2eController, uid: string): Promise<void> {
  await kiosk.getByRole('button', { name: 'Första gången här?' }).click();
  await kiosk.getByRole('button', { name: 'Okej, jag är med' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Lägg kortet mot läsaren' })).toBeVisible();
  await controller.tap(uid);
  await expect(kiosk.getByText('Kortet är registrerat.').last()).toBeVisible();
}

type Change = (snapshot: Record<string, unknown>) => object;

/** What the page itself would be told, with changes laid over it, for what a healthy box does not show. */
export async function showInstead(kiosk: Page, change: Change): Promise<void> {
  await tellInstead(kiosk, change);
  await kiosk.reload();
}

/** The same to a page that is told things already: its stream ends, and it is told this when it asks anew. */
export async function tellInstead(kiosk: Page, change: Change): Promise<void> {
  const snapshot: Record<string, unknown> = await (
    await kiosk.request.get(new URL('/api/snapshot', kiosk.url()).href)
  ).json();
  const body = `event: snapshot\ndata: ${JSON.stringify({ ...snapshot, ...change(snapshot) })}\n\n`;
  await kiosk.route('**/api/events', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
}
