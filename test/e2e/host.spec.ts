import { expect, type Locator, type Page } from '@playwright/test';
import { AreaId } from '../../device/contract/ids.ts';
import { hostViewWith, occupancyWith } from '../../renderer/gallery/canned-snapshot.ts';
import { look } from '../support/e2e-look.ts';
import { openHostView, showInstead, test, VISITOR } from '../support/e2e-test.ts';

const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });

/** What a button that corrects the count tells the controller. */
async function corrected(kiosk: Page, press: Locator): Promise<unknown> {
  const told = kiosk.waitForRequest('**/api/host/correct-count');
  await press.click();
  return (await told).postDataJSON();
}

async function secondsLeft(locksIn: Locator): Promise<number> {
  return Number(/\d+/.exec((await locksIn.textContent()) ?? '')?.[0]);
}

test('a host’s card opens the host view, which counts down to its lock and closes at a touch', async ({
  kiosk,
  controller,
}) => {
  for (const uid of [VISITOR, '0411223344', '0455667788']) await controller.tap(uid.padEnd(14, '0'));
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
  await expect(kiosk.getByTestId('present')).toHaveText('3');
  await expect(kiosk.getByText('av 20 platser · högst 30 personer')).toBeVisible();
  await expect(kiosk.getByText('Kom in')).toHaveCount(3);
  const locksIn = kiosk.getByText(/^Låses om \d+ s$/);
  const first = await secondsLeft(locksIn);
  expect(first).toBeLessThanOrEqual(60);
  await expect.poll(() => secondsLeft(locksIn)).toBeLessThan(first);
  await look(kiosk, 'host-room');
  await kiosk.getByRole('button', { name: 'Stäng', exact: true }).click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
});

test('a touch in the host view postpones its lock', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  const locksIn = kiosk.getByText(/^Låses om \d+ s$/);
  await expect.poll(() => secondsLeft(locksIn)).toBeLessThan(59);
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  await expect.poll(() => secondsLeft(locksIn)).toBeGreaterThanOrEqual(59);
});

test('the host opens the door', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await expect(kiosk.getByText('Låst', { exact: true })).toBeVisible();
  await kiosk.getByRole('button', { name: 'Öppna', exact: true }).click();
  await expect(kiosk.getByText('Upplåst')).toBeVisible();
  await controller.post('/sim/doors/entrance/open');
  await expect(kiosk.getByText('Öppen')).toBeVisible();
  await look(kiosk, 'host-door-open');
});

test('the host corrects the count by one, and to any figure', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  const more = await corrected(kiosk, button(kiosk, 'En till'));
  expect(more).toEqual({ present: 1, reason: 'came-without-tapping' });
  await expect(kiosk.getByTestId('present')).toHaveText('1');
  const less = await corrected(kiosk, button(kiosk, 'En färre'));
  expect(less).toEqual({ present: 0, reason: 'left-without-tapping' });
  await expect(kiosk.getByTestId('present')).toHaveText('0');
  await expect(kiosk.getByRole('button', { name: 'En färre' })).toBeDisabled();
  await kiosk.getByRole('button', { name: 'Ange antal' }).click();
  await kiosk.getByRole('button', { name: '2', exact: true }).click();
  await kiosk.getByRole('button', { name: '5', exact: true }).click();
  await expect(button(kiosk, 'Räknat')).toHaveAttribute('aria-pressed', 'true');
  await button(kiosk, 'Annat').click();
  await look(kiosk, 'host-keypad');
  expect(await corrected(kiosk, button(kiosk, 'Spara'))).toEqual({ present: 25, reason: 'other' });
  await expect(kiosk.getByTestId('present')).toHaveText('25');
  await expect(kiosk.getByText('Fler inne än platser · högst 30 personer')).toBeVisible();
  await expect(kiosk.getByText('Rättat av värd')).toBeVisible();
  await look(kiosk, 'host-over-seats');
});

test('the host enrols the next card as a host’s, and it opens the host view', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Kort' }).click();
  await kiosk.getByRole('button', { name: 'För värd' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Lägg det nya värdkortet mot läsaren' })).toBeVisible();
  await controller.tap('04FEED00000001');
  await expect(kiosk.locator('[data-outcome=welcome]')).toContainText('Kortet är nu ett värdkort.');
  await look(kiosk, 'host-enrolled');
  await kiosk.getByRole('button', { name: 'Stäng', exact: true }).click();
  await kiosk.getByRole('button', { name: 'Värd', exact: true }).click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt värdkort' })).toBeVisible();
  await controller.tap('04FEED00000001');
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'host');
});

test('a visitor who is refused while the host view is open is told so over it', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await controller.tap('08AB12CD');
  await expect(kiosk.locator('[data-outcome=refusal]')).toContainText('Det här kortet byter nummer varje gång.');
  await expect(kiosk.locator('html')).toHaveAttribute('data-painted-tap', '1');
  await look(kiosk, 'host-denied');
  await expect(kiosk.getByText('Nekad: numret byts varje gång')).toBeVisible();
});

test('the host locks the door down, a visitor is told so, and the host lifts it', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('button', { name: 'Mer om Entrén' }).click();
  await look(kiosk, 'host-door-modes');
  await kiosk.getByRole('button', { name: 'Lås ned' }).click();
  await kiosk.getByRole('button', { name: 'Ja, lås ned' }).click();
  await expect(kiosk.getByText('Nedlåst', { exact: true })).toBeVisible();
  await kiosk.getByRole('button', { name: 'Stäng' }).click();
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Dörren är nedlåst just nu.' })).toBeVisible();
  await look(kiosk, 'denied-locked-down');
  await openHostView(kiosk, controller);
  await kiosk.getByRole('button', { name: 'Mer om Entrén' }).click();
  await kiosk.getByRole('button', { name: 'Häv' }).click();
  await expect(kiosk.getByText('Låst', { exact: true })).toBeVisible();
});

test('every part of the box is in the health list', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  for (const part of ['Läsare front', 'Elslutbleck Entrén', 'Besöksloggen', 'Centralen'])
    await expect(kiosk.getByRole('listitem').filter({ hasText: part })).toBeVisible();
});

test('what works, what is out and what wants looking after can be told apart (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, ({ atMs, readers, doors }) => {
    const sinceMs = Number(atMs) - 90_000;
    const [reader] = Array.isArray(readers) ? readers : [];
    const [door] = Array.isArray(doors) ? doors : [];
    const ready = { ...reader, kind: 'osdp', state: 'ready', sinceMs, detail: 'OSDP 5C2623, firmware 1.0.3' };
    return {
      readers: [
        { ...ready, id: 'utsidan', warningCode: 'reader-in-clear' },
        { ...ready, id: 'insidan' },
        { ...ready, id: 'skannern', kind: 'serial', state: 'absent', detail: undefined, faultCode: 'line-absent' },
      ],
      doors: [
        {
          ...door,
          strike: { state: 'faulted', sinceMs, faultCode: 'line-lost' },
          tamper: { state: 'ready', sinceMs, tampered: true },
        },
      ],
      library: { state: 'faulted', sinceMs, faultCode: 'patron-unreachable' },
      // As of today, the canned certificate has ended.
      host: hostViewWith({ locksAtMs: Number(atMs) + 47_000, box: { ...hostViewWith().box, certificate: null } }),
    };
  });
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  await expect(kiosk.getByText('reader-in-clear')).toBeVisible();
  await expect(kiosk.getByRole('listitem').filter({ hasText: 'Biblioteket' })).toContainText('patron-unreachable');
  await look(kiosk, 'host-parts');
});

test('of a box with many parts what wants looking after stands first, and the rest is below it (canned snapshot)', async ({
  kiosk,
}) => {
  await showInstead(kiosk, ({ atMs, readers, doors }) => {
    const sinceMs = Number(atMs) - 90_000;
    const [reader] = Array.isArray(readers) ? readers : [];
    const [door] = Array.isArray(doors) ? doors : [];
    const detail = 'OSDP 5C2623, firmware 1.0.3';
    return {
      simulator: false,
      readers: Array.from({ length: 6 }, (_, n) => ({ ...reader, id: `reader-${n}`, kind: 'osdp', detail })),
      doors: ['Entrén', 'Gårdsdörren', 'Lastkajen'].map((name, n) => ({ ...door, id: `door-${n}`, name })),
      broker: { state: 'faulted', sinceMs, queued: 3, faultCode: 'broker-unreachable' },
      host: hostViewWith({
        locksAtMs: Number(atMs) + 47_000,
        box: { ...hostViewWith().box, certificate: null, hostCards: 0 },
      }),
    };
  });
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  const list = kiosk.locator('.health');
  await expect(list.getByRole('listitem').first()).toContainText('broker-unreachable');
  await expect(list.getByRole('listitem').nth(1)).toContainText('Värdkort');
  for (const shown of ['broker-unreachable', 'ingen kan öppna värdvyn'])
    await expect(list.getByText(shown)).toBeInViewport({ ratio: 1 });
  expect(
    await list.evaluate((panel) => [...panel.children].filter((part) => part.scrollWidth > part.clientWidth)),
  ).toEqual([]);
  await button(kiosk, 'Boxen själv …').click();
  await expect(kiosk.getByRole('dialog', { name: 'Boxen själv' })).toBeVisible();
});

test('a full day fits: the curve, the newest decisions, two doors (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, ({ atMs, doors }) => {
    const now = Number(atMs);
    const counts = [1, 2, 3, 5, 6, 8, 9, 11, 12, 12, 13, 11, 10, 12, 14, 15, 13, 14];
    const [door] = Array.isArray(doors) ? doors : [];
    return {
      // As on a real panel: without the simulator's dock.
      simulator: false,
      occupancy: occupancyWith({
        ...{ present: 14, quality: 'estimated', sinceMs: now - 1_200_000, band: 'half-full' },
        openings: { byTap: 31, without: 4, sinceMs: now - 14_400_000 },
        areas: [
          { id: AreaId.parse('quiet-room'), name: 'Tysta rummet', present: 3, seats: 6 },
          { id: AreaId.parse('workshop'), name: 'Verkstan', present: 2, seats: null },
        ],
      }),
      doors: [
        door,
        {
          ...door,
          id: 'yard',
          name: 'Gårdsdörren',
          physical: 'open',
          mode: 'accessed',
          alarm: 'open-too-long',
          shutSoon: true,
        },
      ],
      host: hostViewWith({
        locksAtMs: now + 47_000,
        curve: counts.map((present, n) => ({ atMs: now - (counts.length - n) * 1_500_000, present })),
        decisions: [
          { atMs: now - 40_000, door: 'entrance', outcome: 'granted', direction: 'in' },
          { atMs: now - 300_000, door: 'entrance', outcome: 'denied', direction: 'in', reason: 'pin-wrong', ref: 2 },
          {
            atMs: now - 360_000,
            door: 'entrance',
            outcome: 'denied',
            direction: 'in',
            reason: 'patron-expired',
            ref: 1,
          },
          { atMs: now - 420_000, door: 'entrance', outcome: 'granted', direction: 'out' },
          { atMs: now - 900_000, door: 'entrance', outcome: 'granted', direction: 'in' },
          { atMs: now - 960_000, door: 'entrance', outcome: 'granted', direction: 'in' },
        ],
      }),
    };
  });
  await expect(kiosk.getByText('Gårdsdörren')).toBeVisible();
  await expect(kiosk.getByText(/^Uppskattat sedan\s\d\d[:.]\d\d$/)).toBeVisible();
  await expect(kiosk.getByText(/^Dörren har öppnats 4 gånger utan kort sedan \d\d[:.]\d\d$/)).toBeVisible();
  await expect(kiosk.getByText('Tysta rummet: 3 av 6 · Verkstan: 2')).toBeVisible();
  await look(kiosk, 'host-full-day');
});

test('many rooms leave the buttons of the count their place (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, ({ atMs }) => ({
    simulator: false,
    occupancy: occupancyWith({
      ...{ present: 12, quality: 'estimated', sinceMs: Number(atMs) - 1_200_000 },
      openings: { byTap: 31, without: 4, sinceMs: Number(atMs) - 14_400_000 },
      areas: [1, 2, 3, 4, 5].map((floor) => ({
        ...{ id: AreaId.parse(`room-${floor}`), name: `Grupprummet på plan ${floor}`, present: 2, seats: 6 },
      })),
    }),
    host: hostViewWith({ locksAtMs: Number(atMs) + 47_000 }),
  }));
  await expect(kiosk.getByText(/^Grupprummet på plan 1: 2 av 6/)).toBeVisible();
  const panel = await kiosk.locator('.count').boundingBox();
  const set = await button(kiosk, 'Ange antal').boundingBox();
  expect((set?.y ?? 0) + (set?.height ?? 0)).toBeLessThanOrEqual((panel?.y ?? 0) + (panel?.height ?? 0));
});

test('the host holds purging, with why and until when, and ends the hold', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  await kiosk.getByRole('button', { name: 'Vad som sparas' }).click();
  await expect(kiosk.getByText('I 14 dagar')).toBeVisible();
  await kiosk.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
  await kiosk.getByRole('button', { name: 'Gallringsstopp …' }).click();
  await kiosk.getByRole('button', { name: 'Utredning' }).click();
  await look(kiosk, 'host-hold-purge');
  await kiosk.getByRole('button', { name: '30 dagar' }).click();
  await expect(kiosk.getByText(/^Gallringsstopp till .*: Utredning\./)).toBeVisible();
  await look(kiosk, 'host-purge-held');
  await kiosk.getByRole('button', { name: 'Häv stoppet' }).click();
  await expect(kiosk.getByRole('button', { name: 'Gallringsstopp …' })).toBeVisible();
});
