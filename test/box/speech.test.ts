import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../device/contract/api.ts';
import { onPath } from '../speech/on-path.ts';
import { saw } from '../speech/saw.ts';
import { describeWith } from '../support/parts.ts';
import { boxFolder, withBox } from '../support/with-box.ts';

const SPEECH = '/api/kiosk/speech';
const HEADPHONES = '/api/kiosk/headphones';
const hello = { language: 'sv', text: 'Hej' };
const codeOf = ({ status, body }: { status: number; body: unknown }) => `${status} ${ErrorBody.parse(body).code}`;

describeWith(['espeak', 'alsa'], 'the screen’s speech', () => {
  test('is a WAV file that no browser keeps', async () => {
    const box = await withBox();
    const { status, headers, body } = await box.request('POST', SPEECH, hello);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'audio/wav', 'no-store']);
    expect(String(body).slice(0, 4)).toBe('RIFF');
    await expect.poll(async () => (await box.health()).speech.state).toBe('ready');
  });

  test('is for sessions of the screen alone, and refused with a stable code for what cannot be said', async () => {
    const box = await withBox();
    const arabic = { language: 'ar', text: 'مرحبا' };
    const faulty = [arabic, { ...hello, text: ' ' }, { ...hello, text: 'a'.repeat(401) }, { ...hello, voice: 'x' }, {}];
    for (const path of [SPEECH, HEADPHONES]) {
      expect(codeOf(await box.request('POST', path, hello, { cookie: '' }))).toBe('401 session-required');
      for (const body of [...faulty, undefined])
        expect(codeOf(await box.request('POST', path, body))).toBe('400 request-malformed');
    }
  });

  test('is said on headphones too, to its end', async () => {
    const file = join(boxFolder(), 'heard.wav');
    const box = await withBox({ config: { sound: { headphones: `tee:null,${file},wav` } } });
    expect((await box.request('POST', HEADPHONES, hello)).status).toBe(200);
    expect((await box.health()).headphones).toMatchObject({ state: 'ready' });
    expect(codeOf(await (await withBox()).request('POST', HEADPHONES, hello))).toBe('503 headphones-absent');
  });

  test('takes whatever is sent for a text, or refuses it with a stable code', async () => {
    const box = await withBox();
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const body = fc.oneof(fc.jsonValue(), fc.record({ language: fc.constantFrom('sv', 'fi', 'xx'), text }));
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        box.clock.advance(10_000);
        const answer = await box.request('POST', SPEECH, sent ?? undefined);
        if (answer.status !== 200) expect(codeOf(answer)).toMatch(/^400 (request|body)-malformed$/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a box that cannot speak', () => {
  test('says that speech is absent, and is well', async () => {
    onPath({});
    const box = await withBox();
    await expect.poll(async () => (await box.health()).speech.state).toBe('absent');
    expect((await box.health()).status).toBe('ok');
    expect((await box.snapshot()).sound.speech.state).toBe('absent');
    expect(codeOf(await box.request('POST', SPEECH, hello))).toBe('503 speech-absent');
    await box.tap('04A1B2C3');
    await expect.poll(box.strikeMoves).toContain(true);
  });
});

describe('of what is to be said', () => {
  test('the newest alone is', async () => {
    const folder = onPath({ 'espeak-ng': '[ "$1" = --version ] || { : > "$0.runs"; while :; do :; done; }' });
    const box = await withBox();
    const first = box.request('POST', SPEECH, hello);
    await expect.poll(() => existsSync(join(folder, 'espeak-ng.runs'))).toBe(true);
    const second = box.request('POST', SPEECH, { language: 'en', text: 'Hello' });
    expect(codeOf(await Promise.race([first, second]))).toBe('409 speech-overtaken');
    await box.stop();
    await Promise.allSettled([first, second]);
  });

  test('no more is taken than anybody can hear', async () => {
    onPath({});
    const box = await withBox();
    const codes = new Set<string>();
    for (let asked = 0; asked < 41; asked++) codes.add(codeOf(await box.request('POST', SPEECH, hello)));
    expect([...codes]).toEqual(['503 speech-absent', '429 speech-too-often']);
    box.clock.advance(10_000);
    expect(codeOf(await box.request('POST', SPEECH, hello))).toBe('503 speech-absent');
  });

  test('nothing is left on the headphones when the page goes', async () => {
    const folder = onPath({
      'espeak-ng': '[ "$1" = --version ] || exec /bin/cat "$0.wav"',
      aplay: 'trap "" TERM; echo $$ > "$0.pid"; while :; do :; done',
    });
    writeFileSync(join(folder, 'espeak-ng.wav'), saw());
    const box = await withBox({ config: { sound: { headphones: 'null' } } });
    const page = new AbortController();
    const asked = box.request('POST', HEADPHONES, hello, {}, page.signal);
    await expect.poll(() => existsSync(join(folder, 'aplay.pid'))).toBe(true);
    const player = Number(readFileSync(join(folder, 'aplay.pid'), 'utf8'));
    page.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => existsSync(`/proc/${player}`)).toBe(false);
  });
});
