import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import { EspeakSynthesiser } from '../../device/drivers/speech/espeak-synthesiser.ts';
import { lengthOfWav } from '../../device/drivers/speech/wav.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { describeWith } from '../support/parts.ts';
import { onPath } from './on-path.ts';
import { saw } from './saw.ts';

async function started() {
  const clock = new ManualClock();
  const synthesiser = new EspeakSynthesiser(clock);
  await synthesiser.start(() => {});
  return { clock, synthesiser };
}

async function wavOf(synthesiser: EspeakSynthesiser, command: SpeechCommand): Promise<Buffer> {
  const said = await synthesiser.synthesise(command).done;
  if (!said.ok) throw new Error(said.error.code);
  return Buffer.from(said.value);
}

const samplesOf = (wav: Buffer) => new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) >> 1);
const sv = (text: string): SpeechCommand => ({ language: 'sv', text });

describeWith(['espeak'], 'a text that is read aloud by the real eSpeak NG', () => {
  test.each(SpeechLanguage.options)('in %s is a whole WAV file that can be heard', async (language) => {
    const { synthesiser } = await started();
    const wav = await wavOf(synthesiser, { language, text: 'Biblioteket 24.' });
    expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WAVE']);
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
    expect(samplesOf(wav).some((sample) => Math.abs(sample) > 5_000)).toBe(true);
    expect(synthesiser.status()).toMatchObject({ state: 'ready', detail: expect.stringContaining('eSpeak NG') });
  });

  test('takes longer the longer it is, and in lätt svenska', async () => {
    const { synthesiser } = await started();
    const lengths = [];
    for (const text of ['Stängt.', 'Kontoret är stängt.', 'Kontoret är stängt. Gå ut nu.'])
      lengths.push(lengthOfWav(await wavOf(synthesiser, sv(text))));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    const easy = await wavOf(synthesiser, { language: 'sv-latt', text: 'Kontoret är stängt.' });
    expect(lengthOfWav(easy)).toBeGreaterThan(lengths[1] ?? 0);
  });

  test('sounds otherwise in each language, and hours are said as words', async () => {
    const { synthesiser } = await started();
    const wavs = [];
    for (const language of ['sv', 'en', 'fi'] as const)
      wavs.push(await wavOf(synthesiser, { language, text: 'Suomi' }));
    expect(new Set(wavs.map((wav) => wav.toString('base64'))).size).toBe(3);
    expect(await wavOf(synthesiser, sv('Stänger kl. 18'))).toEqual(await wavOf(synthesiser, sv('Stänger klockan 18')));
  });

  test('is never more than text: it can ask for no file, no voice and no phonemes', async () => {
    const { synthesiser } = await started();
    for (const text of ['-f /etc/passwd', '--version', '[[h@l@U]]', '\u0000\u0007', '<audio src="/etc/passwd"/>'])
      expect((await wavOf(synthesiser, sv(text))).length).toBeGreaterThan(44);
    expect(synthesiser.status().state).toBe('ready');
  });
});

describe('what reads aloud', () => {
  test('is absent where it is not installed, and says so to whoever asks', async () => {
    onPath({});
    const { synthesiser } = await started();
    expect(synthesiser.status().state).toBe('absent');
    const said = await synthesiser.synthesise(sv('Hej')).done;
    expect(said).toMatchObject({ ok: false, error: { code: 'speech-absent' } });
  });

  test('is killed when it hangs, and is then at fault', async () => {
    const folder = onPath({ 'espeak-ng': `[ "$1" = --version ] || { : > "$0.runs"; read -r _ < "$0.never"; }` });
    const { clock, synthesiser } = await started();
    execFileSync('/usr/bin/mkfifo', [join(folder, 'espeak-ng.never')]);
    const speaking = synthesiser.synthesise(sv('Hej'));
    await expect.poll(() => existsSync(join(folder, 'espeak-ng.runs'))).toBe(true);
    clock.advance(5_000);
    expect(await speaking.done).toMatchObject({ ok: false, error: { code: 'speech-failed' } });
    expect(synthesiser.status()).toMatchObject({ state: 'faulted', faultCode: 'speech-hung' });
  });

  test('that writes without end, or no sound, is at fault, and harms nobody', async () => {
    onPath({ 'espeak-ng': 'exec /usr/bin/yes' });
    const synthesiser = new EspeakSynthesiser(new ManualClock());
    expect(await synthesiser.synthesise(sv('Hej')).done).toMatchObject({ error: { code: 'speech-failed' } });
    onPath({ 'espeak-ng': 'echo no sound' });
    expect(await synthesiser.synthesise(sv('Hej')).done).toMatchObject({ error: { code: 'speech-failed' } });
    expect(synthesiser.status()).toMatchObject({ state: 'faulted', faultCode: 'speech-failed' });
  });

  test('reads the text from its stdin, where nobody else on the machine sees it, and the same text once', async () => {
    const folder = onPath({
      'espeak-ng': 'echo "$*" >> "$0.args"; read -r text; echo "$text" >> "$0.read"; /bin/cat "$0.wav"',
    });
    writeFileSync(join(folder, 'espeak-ng.wav'), Buffer.concat([saw(), saw()]));
    const synthesiser = new EspeakSynthesiser(new ManualClock());
    expect(await wavOf(synthesiser, sv('Mina besök'))).toEqual(await wavOf(synthesiser, sv('Mina besök')));
    const runs = readFileSync(join(folder, 'espeak-ng.args'), 'utf8').trimEnd().split('\n');
    expect(runs).toHaveLength(1);
    expect(runs[0]).not.toContain('besök');
    expect(readFileSync(join(folder, 'espeak-ng.read'), 'utf8')).toBe('Mina besök\n');
  });

  test('ends what is not wanted any more', async () => {
    const folder = onPath({ 'espeak-ng': ': > "$0.runs"; while :; do :; done' });
    const synthesiser = new EspeakSynthesiser(new ManualClock());
    const speaking = synthesiser.synthesise(sv('Hej'));
    await expect.poll(() => existsSync(join(folder, 'espeak-ng.runs'))).toBe(true);
    speaking.drop();
    expect(await speaking.done).toMatchObject({ ok: false, error: { code: 'speech-overtaken' } });
  });
});
