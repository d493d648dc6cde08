import { err, ok, type Result } from '../../contract/result.ts';
import type { PartStatus } from '../../contract/status.ts';
import { seconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SoundOutput, Speaking, SpeechFault } from '../../ports/speech.ts';
import { childOutput } from './child-output.ts';
import { lengthOfWav } from './wav.ts';

/** Beyond what the sound takes by itself. */
const SLACK_S = 5;

/** An ALSA device, by `aplay` of Debian's alsa-utils: a process for each sound, gone when it is silenced. */
export class AlsaOutput implements SoundOutput {
  readonly #device: string;
  readonly #clock: Clock;
  #status: PartStatus;
  #changed = () => {};

  constructor(device: string, clock: Clock) {
    this.#device = device;
    this.#clock = clock;
    this.#status = { state: 'starting', sinceMs: clock.wallMs(), detail: device };
  }

  status(): PartStatus {
    return this.#status;
  }

  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  play(wav: Uint8Array): Speaking<void> {
    const dropped = new AbortController();
    return { done: this.#play(wav, dropped.signal), drop: () => dropped.abort() };
  }

  async #play(wav: Uint8Array, signal: AbortSignal): Promise<Result<void, SpeechFault>> {
    const played = await childOutput({
      ...{ clock: this.#clock, command: 'aplay', args: ['-q', '-D', this.#device, '-'] },
      ...{ input: wav, signal, within: seconds(lengthOfWav(wav) + SLACK_S), mostBytes: 0 },
    });
    if (!played.ok && played.error.code === 'child-aborted')
      return err({ code: 'speech-overtaken', message: 'something newer is to be said' });
    this.#note(played.ok ? 'ready' : played.error.code === 'child-missing' ? 'absent' : 'faulted');
    return played.ok ? ok(undefined) : err({ code: 'headphones-failed', message: 'the device does not play' });
  }

  #note(state: PartStatus['state']): void {
    if (state === this.#status.state) return;
    const fault = state === 'faulted' && { faultCode: 'headphones-failed' };
    this.#status = { state, sinceMs: this.#clock.wallMs(), detail: this.#device, ...fault };
    this.#changed();
  }
}
