import { expect, type Page } from '@playwright/test';
import { showInstead, tellInstead, test, typeDigits, VISITOR } from '../support/e2e-test.ts';

/** Writes down, on the page's root, the pitch in hertz of each tone that is started, and whether it can be heard. */
async function listen(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      const { dataset } = document.documentElement;
      dataset.tones = `${dataset.tones ?? ''} ${this.frequency.value}`;
      this.addEventListener('ended', () => {
        dataset.sounded = this.context.state;
      });
      start.call(this, when);
    };
  });
  await page.reload();
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'idle');
  return async () => ((await page.locator('html').getAttribute('data-tones')) ?? '').trim().split(' ').map(Number);
}

test('a welcome rises, a refusal falls and is lower, so that they can be told apart with closed eyes', async ({
  kiosk,
  controller,
}) => {
  const heard = await listen(kiosk);
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  const welcome = await heard();
  expect(welcome.length).toBeGreaterThan(1);
  expect(welcome).toEqual(welcome.toSorted((a, b) => a - b));
  await controller.tap('08AB12CD');
  await expect(kiosk.getByRole('heading', { name: 'Det här kortet byter nummer varje gång.' })).toBeVisible();
  const refusal = (await heard()).slice(welcome.length);
  expect(refusal.length).toBeGreaterThan(1);
  expect(refusal).toEqual(refusal.toSorted((a, b) => b - a));
  expect(Math.max(...refusal)).toBeLessThan(Math.min(...welcome));
  await expect(kiosk.locator('html')).toHaveAttribute('data-sounded', 'running');
});

test('fifteen minutes before it closes the office says so, and a bell sounds that neither rises nor falls', async ({
  kiosk,
}) => {
  const heard = await listen(kiosk);
  const closesIn =
    (minutes: number) =>
    ({ atMs }: Record<string, unknown>) => ({
      hours: { open: true, mode: 'staffed', changesAtMs: Number(atMs) + minutes * 60_000 },
    });
  await showInstead(kiosk, closesIn(17));
  await expect(kiosk.getByText('Öppet')).toBeVisible();
  await expect(kiosk.locator('html')).not.toHaveAttribute('data-tones');
  await tellInstead(kiosk, closesIn(15));
  await expect(kiosk.getByText('Stänger om 15 minuter').first()).toBeVisible();
  await expect(kiosk.locator('html')).toHaveAttribute('data-tones');
  const bell = await heard();
  expect(bell).toHaveLength(3);
  expect(new Set(bell).size).toBe(1);
});

test('every key of a PIN sounds the same', async ({ kiosk }) => {
  const heard = await listen(kiosk);
  await showInstead(kiosk, ({ atMs }) => ({
    pinEntry: { id: 1, door: 'entrance', typed: 0, untilMs: Number(atMs) + 45_000 },
  }));
  await typeDigits(kiosk, '0159');
  const keys = await heard();
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
});
