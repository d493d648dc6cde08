import { err, ok, type Result } from '../../contract/result.ts';
import type { SpeechCommand } from '../../contract/sound.ts';
import type { PartStatus } from '../../contract/status.ts';
import { seconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Speaking, SpeechFault, SpeechSynthesiser } from '../../ports/speech.ts';
import { type ChildFault, childOutput } from './child-output.ts';
import { KeptSounds } from './kept-sounds.ts';
import { pronounceable, voices } from './voices.ts';
import { withTrueLength } from './wav.ts';

/** It takes 50 ms for a sentence; a small machine has time, a stuck process has none. */
const LONGEST = seconds(5);

/** Three minutes of sound. */
const MOST_BYTES = 8_000_000;

/** The sentences of a usual day. */
const KEPT_BYTES = 6_000_000;

const COMMAND = 'espeak-ng';

/** Speech by Debian's eSpeak NG: a short process for each text, which it reads from stdin and nobody sees in a process list. */
export class EspeakSynthesiser implements SpeechSynthesiser {
  readonly #clock: Clock;
  readonly #kept = new KeptSounds(KEPT_BYTES);
  #status: PartStatus;
  #changed = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#status = { state: 'starting', sinceMs: clock.wallMs() };
  }

  status(): PartStatus {
    return this.#status;
  }

  async start(changed: () => void): Promise<void> {
    this.#changed = changed;
    const said = await this.#run(['--version'], '', new AbortController().signal);
    const version = said.ok ? /[\d.]+/.exec(said.value.toString('utf8')) : null;
    this.#note(said.ok ? null : said.error.code, version === null ? undefined : `eSpeak NG ${version[0]}`);
  }

  synthesise(command: SpeechCommand): Speaking<Uint8Array> {
    const dropped = new AbortController();
    return { done: this.#synthesise(command, dropped.signal), drop: () => dropped.abort() };
  }

  async #synthesise(command: SpeechCommand, signal: AbortSignal): Promise<Result<Uint8Array, SpeechFault>> {
    const { name, wordsPerMinute } = voices[command.language];
    const text = pronounceable(command);
    const key = `${name} ${wordsPerMinute} ${text}`;
    const known = this.#kept.find(key);
    if (known !== null) return ok(known);
    const args = ['-v', name, '-s', String(wordsPerMinute), '-b', '1', '--stdin', '--stdout'];
    const made = await this.#run(args, text, signal);
    if (!made.ok && made.error.code === 'child-aborted')
      return err({ code: 'speech-overtaken', message: 'something newer is to be said' });
    const wav = made.ok ? withTrueLength(made.value) : null;
    this.#note(made.ok ? (wav === null ? 'child-failed' : null) : made.error.code, this.#status.detail);
    if (wav === null) return err(faultOf(this.#status));
    this.#kept.keep(key, wav);
    return ok(wav);
  }

  #run(args: readonly string[], input: string, signal: AbortSignal): Promise<Result<Buffer, ChildFault>> {
    const most = { within: LONGEST, mostBytes: MOST_BYTES };
    return childOutput({ clock: this.#clock, command: COMMAND, args, input, signal, ...most });
  }

  #note(fault: ChildFault['code'] | null, detail: string | undefined): void {
    const state = fault === null ? 'ready' : fault === 'child-missing' ? 'absent' : 'faulted';
    const faultCode = fault === 'child-hung' ? 'speech-hung' : 'speech-failed';
    if (state === this.#status.state && (state !== 'faulted' || faultCode === this.#status.faultCode)) return;
    this.#status = {
      ...{ state, sinceMs: this.#clock.wallMs() },
      ...(state === 'faulted' && { faultCode }),
      ...(detail !== undefined && { detail }),
    };
    this.#changed();
  }
}

function faultOf({ state }: PartStatus): SpeechFault {
  if (state === 'absent') return { code: 'speech-absent', message: 'eSpeak NG is not installed' };
  return { code: 'speech-failed', message: 'eSpeak NG did not say it' };
}
