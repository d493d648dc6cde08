import { expect, type Page } from '@playwright/test';
import { SpeechCommand } from '../../device/contract/sound.ts';
import { showInstead, tellInstead, test, typeDigits, VISITOR } from '../support/e2e-test.ts';

/** What the page asks to be said, as "language: text". */
function listenToSpeech(page: Page, way: 'speech' | 'headphones' = 'speech'): () => string[] {
  const said: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith(`/api/kiosk/${way}`)) return;
    const { language, text } = SpeechCommand.parse(request.postDataJSON());
    said.push(`${language}: ${text}`);
  });
  return () => said;
}

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
      this.context.addEventListener('statechange', () => {
        dataset.loudspeaker = this.context.state;
      });
      start.call(this, when);
    };
    const speak = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when) {
      document.documentElement.dataset.spoke = this.context.state;
      speak.call(this, when);
    };
  });
  await page.reload();
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'idle');
  return async () => ((await page.locator('html').getAttribute('data-tones')) ?? '').trim().split(' ').map(Number);
}

test('a welcome rises, a refusal is three low tones, so that they can be told apart with closed eyes', async ({
  kiosk,
  controller,
}) => {
  const heard = await listen(kiosk);
  await controller.tap(VISITOR);
  await expect(kiosk.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
  const welcome = await heard();
  expect(welcome).toHaveLength(2);
  expect(welcome).toEqual(welcome.toSorted((a, b) => a - b));
  await controller.tap('08AB12CD');
  await expect(kiosk.getByRole('heading', { name: 'Det här kortet byter nummer varje gång.' })).toBeVisible();
  const refusal = (await heard()).slice(welcome.length);
  expect(refusal).toHaveLength(3);
  expect(Math.max(...refusal)).toBeLessThan(Math.min(...welcome));
  await expect(kiosk.locator('html')).toHaveAttribute('data-sounded', 'running');
});

test('a loudspeaker that plays nothing rests, and is there again for the next who taps', async ({
  kiosk,
  controller,
}) => {
  const tones = await listen(kiosk);
  const loudspeaker = expect(kiosk.locator('html'));
  await controller.tap(VISITOR);
  await loudspeaker.toHaveAttribute('data-loudspeaker', 'suspended');
  const before = (await tones()).length;
  await controller.tap(VISITOR);
  await loudspeaker.toHaveAttribute('data-loudspeaker', 'running');
  await expect.poll(async () => (await tones()).length).toBeGreaterThan(before);
  await loudspeaker.toHaveAttribute('data-loudspeaker', 'suspended');
});

test('words that a small machine is slow to make ready are heard, though the loudspeaker was to rest meanwhile', async ({
  kiosk,
  controller,
}) => {
  await kiosk.addInitScript(() => {
    const decode = AudioContext.prototype.decodeAudioData;
    AudioContext.prototype.decodeAudioData = async function (wav) {
      const sound = await decode.call(this, wav);
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      return sound;
    };
    const speak = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when) {
      const { dataset } = document.documentElement;
      dataset.began = `${dataset.began ?? ''}${this.context.state} `;
      speak.call(this, when);
    };
  });
  await kiosk.reload();
  await kiosk.getByRole('button', { name: 'Lyssna' }).click();
  await controller.tap('08AB12CD');
  await expect(kiosk.locator('html')).toHaveAttribute('data-began', /^(running )+$/);
});

test('fifteen minutes before it closes the office says so: on the screen, by a bell, and aloud in two languages', async ({
  kiosk,
}) => {
  const heard = await listen(kiosk);
  const said = listenToSpeech(kiosk);
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
  expect(bell).toHaveLength(2);
  expect(bell).toEqual(bell.toSorted((a, b) => b - a));
  await expect.poll(said).toEqual(['sv: Kontoret stänger om 15 minuter.', 'en: The office closes in 15 minutes.']);
});

test.describe('where headphones have a socket of their own', () => {
  test.use({ office: { sound: { headphones: 'null' } } });

  test('whoever presses Lyssna hears each screen as it stands there, and of a PIN no digit', async ({
    kiosk,
    controller,
  }) => {
    const heard = await listen(kiosk);
    const said = listenToSpeech(kiosk);
    const whispered = listenToSpeech(kiosk, 'headphones');
    await kiosk.getByRole('button', { name: 'Lyssna' }).click();
    await expect.poll(said).toEqual([expect.stringContaining('Lägg kortet eller taggen mot läsaren.')]);
    await expect(kiosk.locator('html')).toHaveAttribute('data-spoke', 'running');
    await controller.tap('08AB12CD');
    const refusal = kiosk.locator('.refusal-body');
    const [why, whatToDo] = [await refusal.locator('h1').textContent(), await refusal.locator('p').textContent()];
    for (const heardBy of [said, whispered]) await expect.poll(() => heardBy().at(-1)).toBe(`sv: ${why} ${whatToDo}`);
    await expect(kiosk.getByRole('button', { name: 'Lyssna', pressed: true })).toBeVisible();

    const before = said().length;
    await showInstead(kiosk, ({ atMs }) => ({
      pinEntry: { id: 1, door: 'entrance', typed: 0, untilMs: Number(atMs) + 45_000 },
    }));
    await expect(kiosk.getByRole('heading', { name: 'Slå din pinkod' })).toBeVisible();
    await kiosk.keyboard.press('F8');
    await expect.poll(() => said().slice(before)).toEqual(['sv: Slå din pinkod.']);
    await typeDigits(kiosk, '0159');
    const keys = await heard();
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    // Said again, so that whatever the keys had asked for would have been asked for before it.
    await kiosk.keyboard.press('F8');
    await kiosk.keyboard.press('F8');
    await expect.poll(() => said().slice(before)).toEqual(['sv: Slå din pinkod.', 'sv: Slå din pinkod.']);
    expect(whispered().filter((words) => /\d/.test(words.replaceAll(/\d+ lediga platser/g, '')))).toEqual([]);
  });
});
