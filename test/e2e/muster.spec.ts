import { expect, type Page } from '@playwright/test';
import { Health } from '../../device/contract/api.ts';
import { hostViewWith } from '../../renderer/gallery/canned-snapshot.ts';
import type { E2eController } from '../support/e2e-controller.ts';
import { look } from '../support/e2e-look.ts';
import { HOST, openHostView, showInstead, test, typeDigits, VISITOR } from '../support/e2e-test.ts';

const OTHER = '04000000000002';
const button = (kiosk: Page, name: string) => kiosk.getByRole('button', { name, exact: true });
const row = (kiosk: Page, name: string) => kiosk.locator('.muster-rows li').filter({ hasText: name });

test.use({ office: { fireInput: { driver: 'simulated' } } });

async function inside(kiosk: Page, controller: E2eController, ...uids: readonly string[]): Promise<void> {
  for (const uid of uids) {
    await controller.tap(uid);
    // Whoever is let in while the door is open for the one before may count as one who never came.
    await expect(kiosk.locator('main')).not.toHaveAttribute('data-screen', 'idle');
    await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  }
  await expect(kiosk.getByText(`${20 - uids.length} lediga platser`)).toBeVisible();
}

test('while the fire alarm is on a host’s card opens the list, which has begun by itself', async ({
  kiosk,
  controller,
}) => {
  await inside(kiosk, controller, VISITOR, OTHER);
  await controller.post('/sim/fire', { active: true });
  await expect(kiosk.getByRole('heading', { name: 'Brandlarm! Gå ut nu.' })).toBeVisible();
  await button(kiosk, 'Värd').click();
  await expect(kiosk.getByRole('heading', { name: 'Visa ditt värdkort' })).toBeVisible();
  await expect(kiosk.getByRole('heading', { name: 'Brandlarm! Gå ut nu.' })).toBeVisible();
  await look(kiosk, 'evacuation-host');
  await controller.tap(HOST);
  await expect(kiosk.getByRole('heading', { name: 'Utrymning', exact: true })).toBeVisible();
  await expect(kiosk.getByText('2 saknas')).toBeVisible();
  await expect(row(kiosk, 'Besökare 1')).toContainText(/^Besökare 1 sedan \d\d[:.]\d\d/);
  await controller.tap(VISITOR);
  await expect(row(kiosk, 'Besökare 1')).toContainText('har gått ut');
  await expect(kiosk.getByText('1 saknas')).toBeVisible();
  await look(kiosk, 'muster-alarm');
  await button(kiosk, 'Stäng').click();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'evacuation');
});

test('while the fire alarm is on a host with a PIN is asked for it, and then has the list', async ({
  kiosk,
  controller,
}) => {
  await openHostView(kiosk, controller);
  await kiosk.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/host/next-card', { method: 'POST', headers, body: '{"purpose":"offer-pin"}' });
  });
  await controller.tap(HOST);
  await button(kiosk, 'Välj en pinkod').click();
  for (const title of ['Välj en pinkod', 'En gång till']) {
    await expect(kiosk.getByRole('heading', { name: title })).toBeVisible();
    await typeDigits(kiosk, '739214');
    await button(kiosk, 'OK').click();
  }
  await expect(kiosk.getByText('Pinkoden är sparad.')).toBeVisible();
  await controller.post('/sim/fire', { active: true });
  await button(kiosk, 'Värd').click();
  await controller.tap(HOST);
  await expect(kiosk.getByRole('heading', { name: 'Slå din pinkod' })).toBeVisible();
  await typeDigits(kiosk, '739214');
  await button(kiosk, 'OK').click();
  await expect(kiosk.getByRole('heading', { name: 'Utrymning', exact: true })).toBeVisible();
});

test('an alarm that comes while a host works puts the list first', async ({ kiosk, controller }) => {
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Delar' }).click();
  await controller.post('/sim/fire', { active: true });
  await expect(kiosk.getByRole('tab', { name: 'Utrymning' })).toHaveAttribute('aria-selected', 'true');
  await expect(kiosk.getByText('Ingen var inne när listan började.')).toBeVisible();
  await look(kiosk, 'muster-nobody');
});

test('a drill: marked, taken back, added to and ended', async ({ kiosk, controller }) => {
  await inside(kiosk, controller, VISITOR, OTHER);
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Utrymning' }).click();
  await look(kiosk, 'muster-start');
  await button(kiosk, 'Börja övning').click();
  await expect(kiosk.getByRole('heading', { name: 'Övning' })).toBeVisible();
  await button(kiosk, 'I säkerhet: Besökare 2').click();
  await expect(kiosk.getByText('1 i säkerhet')).toBeVisible();
  await button(kiosk, 'Ångra: Besökare 2').click();
  await expect(kiosk.getByText('2 saknas')).toBeVisible();
  await button(kiosk, 'Inte på listan').click();
  await expect(button(kiosk, 'Spara')).toBeDisabled();
  await button(kiosk, '3').click();
  await look(kiosk, 'muster-add');
  await button(kiosk, 'Spara').click();
  await expect(kiosk.getByText('5 saknas')).toBeVisible();
  await button(kiosk, 'I säkerhet: 3 personer till').click();
  await expect(kiosk.getByText('3 i säkerhet')).toBeVisible();
  await look(kiosk, 'muster-drill');
  await button(kiosk, 'Avsluta').click();
  await look(kiosk, 'muster-end');
  await button(kiosk, 'Avsluta listan').click();
  await expect(button(kiosk, 'Börja utrymning')).toBeVisible();
});

/** Records that are not on the controller's disk yet. */
async function unwritten({ url }: E2eController): Promise<number> {
  const health = await fetch(new URL('/api/health', url));
  return Health.parse(await health.json()).log.pending;
}

test('it is still there after the controller was killed', async ({ kiosk, controller }) => {
  await inside(kiosk, controller, VISITOR);
  await openHostView(kiosk, controller);
  await kiosk.getByRole('tab', { name: 'Utrymning' }).click();
  await button(kiosk, 'Börja utrymning').click();
  await button(kiosk, 'I säkerhet: Besökare 1').click();
  await expect(kiosk.getByText('Ingen saknas')).toBeVisible();
  // The screen does not wait for the disk.
  await expect.poll(() => unwritten(controller)).toBe(0);
  await controller.kill();
  await controller.start();
  await expect(kiosk.locator('main')).toHaveAttribute('data-screen', 'idle');
  await openHostView(kiosk, controller);
  await expect(kiosk.getByText('Ingen saknas')).toBeVisible();
  await expect(button(kiosk, 'Ångra: Besökare 1')).toBeVisible();
});

/** A list of so many visits, as the controller would tell of it. */
function canned(visits: number, change: object = {}) {
  return ({ atMs, occupancy }: Record<string, unknown>) => {
    const now = Number(atMs);
    const roles = ['host', 'visitor', 'visitor', 'guest', 'visitor', 'staff', 'cleaner'] as const;
    const states = ['safe', 'missing', 'missing', 'left', 'missing', 'safe'] as const;
    const entries = Array.from({ length: visits }, (_, n) => ({
      ...{ kind: 'visit', entry: n + 1, role: roles[n % roles.length], state: states[n % states.length] },
      ...{ persons: n % 5 === 1 ? 3 : 1, sinceMs: now - (visits - n) * 600_000 },
      areas: n % 4 === 2 ? ['quiet-room'] : [],
    }));
    const others = [
      { kind: 'without-visit', entry: visits + 1, persons: 2, state: 'missing' },
      { kind: 'added', entry: visits + 2, persons: 1, state: 'safe' },
    ];
    const all = [...entries, ...others];
    const of = (rows: readonly { readonly persons: number }[]) => rows.reduce((sum, { persons }) => sum + persons, 0);
    const muster = {
      ...{ drill: false, startedAtMs: now - 240_000, present: of(all) - 1, quality: 'manual' },
      ...{
        sinceMs: now - 3_600_000,
        entries: all,
        listed: of(all),
        safe: of(all.filter((r) => r.state !== 'missing')),
      },
      ...change,
    };
    return {
      evacuation: true,
      occupancy: {
        ...(typeof occupancy === 'object' ? occupancy : {}),
        areas: [{ id: 'quiet-room', name: 'Tysta rummet', present: 3, seats: 6 }],
      },
      host: hostViewWith({ locksAtMs: now + 47_000, muster }),
    };
  };
}

test('a full office stands on a few pages, with rooms and companions (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, canned(22));
  await expect(row(kiosk, 'Besökare 2')).toContainText('2 medföljande');
  await expect(row(kiosk, 'Besökare 3')).toContainText('i Tysta rummet');
  await expect(kiosk.getByText(/^Tysta rummet: \d saknas$/)).toBeVisible();
  await look(kiosk, 'muster-full');
  await button(kiosk, 'Fler (1 av 3)').click();
  await button(kiosk, 'Fler (2 av 3)').click();
  await expect(row(kiosk, '2 personer utan kort')).toContainText('enligt värdens rättelse');
  await look(kiosk, 'muster-full-last');
});

test('what is not known is said (canned snapshot)', async ({ kiosk }) => {
  await showInstead(kiosk, canned(3, { present: null, quality: 'unknown' }));
  await expect(kiosk.locator('.muster-head')).toContainText('besöken är de senast kända');
  await look(kiosk, 'muster-unknown');
});

for (const [visits, sheet] of [
  [9, 'a small office'],
  [40, 'a full office'],
] as const)
  test(`the printer gets the list of ${sheet} alone, on one sheet (canned snapshot)`, async ({ kiosk }) => {
    await kiosk.addInitScript(() => {
      window.print = () => {
        document.documentElement.dataset.printed = 'once';
      };
    });
    await showInstead(kiosk, canned(visits, { drill: visits === 9 }));
    await button(kiosk, 'Skriv ut').click();
    await expect(kiosk.locator('html')).toHaveAttribute('data-printed', 'once');
    const pdf = await kiosk.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    // A4 at 96 pixels an inch, without its margins.
    await kiosk.setViewportSize({ width: 688, height: 1017 });
    await kiosk.emulateMedia({ media: 'print' });
    await expect(kiosk.getByText('Utrymningslista för Testkontoret')).toBeVisible();
    await expect(kiosk.getByText('Utrymningsledare')).toBeVisible();
    await expect(kiosk.locator('.muster-sheet li')).toHaveCount(visits + 2);
    await expect(button(kiosk, 'Skriv ut')).toBeHidden();
    await expect(kiosk.getByRole('tab', { name: 'Rummet' })).toBeHidden();
    const colours = await kiosk.locator('.muster-sheet').evaluate((element) => {
      const { color } = getComputedStyle(element);
      return [color, getComputedStyle(document.body).backgroundColor];
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await kiosk.screenshot({ path: `test-output/screenshots/muster-printed-${visits}.png` });
  });
