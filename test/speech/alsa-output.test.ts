import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AlsaOutput } from '../../device/drivers/speech/alsa-output.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { describeWith } from '../support/parts.ts';
import { boxFolder } from '../support/with-box.ts';
import { onPath } from './on-path.ts';
import { saw } from './saw.ts';

describeWith(['alsa'], 'headphones at an ALSA device', () => {
  test('are given the sound, sample by sample', async () => {
    const file = join(boxFolder(), 'heard.wav');
    const output = new AlsaOutput(`tee:null,${file},wav`, new ManualClock());
    expect(await output.play(saw()).done).toMatchObject({ ok: true });
    expect(output.status().state).toBe('ready');
    expect(readFileSync(file).includes(saw().subarray(44))).toBe(true);
  });

  test('that are not there are at fault, and well again once they are', async () => {
    const output = new AlsaOutput('there-is-none', new ManualClock());
    expect(await output.play(saw()).done).toMatchObject({ ok: false, error: { code: 'headphones-failed' } });
    expect(output.status()).toMatchObject({ state: 'faulted', faultCode: 'headphones-failed' });
  });
});

describe('headphones', () => {
  test('are silent at once when nobody wants to hear it any more', async () => {
    onPath({ aplay: 'while :; do :; done' });
    const speaking = new AlsaOutput('null', new ManualClock()).play(saw());
    speaking.drop();
    expect(await speaking.done).toMatchObject({ ok: false, error: { code: 'speech-overtaken' } });
  });

  test('are absent where aplay is not installed', async () => {
    onPath({});
    const output = new AlsaOutput('null', new ManualClock());
    await output.play(saw()).done;
    expect(output.status().state).toBe('absent');
  });
});
