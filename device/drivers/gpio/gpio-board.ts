import type { InputWiring, StrikeWiring } from '../../contract/hardware.ts';
import { type Milliseconds, milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { DigitalInput } from '../../ports/digital-input.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';
import { DebouncedInput } from '../debounced-input.ts';
import { KeptProcess } from '../kept-process.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import { PulsedRelay } from '../relay-board/pulsed-relay.ts';
import { BEAT_EVERY_MS, type KeeperCommand, KeeperMessage, type KeeperTask } from './messages.ts';

export type GpioStrike = Extract<StrikeWiring, { via: 'gpio' }>;
export type GpioInput = Extract<InputWiring, { via: 'gpio' }>;

export type GpioBoardParts = {
  readonly clock: Clock;
  readonly backend: 'libgpiod' | 'onoff';
  readonly strikes: readonly GpioStrike[];
  readonly inputs: readonly GpioInput[];
  /** The module that the keeper process runs. */
  readonly entry: URL;
};

/**
 * The GPIO lines of the box, held by a keeper process. Faults: `keeper-process-dead`, `keeper-process-hung`,
 * `gpio-library-missing`, `gpio-refused`. A keeper that is started anew takes every line idle.
 */
export class GpioBoard {
  readonly #clock: Clock;
  readonly #status: SourceStatus;
  readonly #relays: ReadonlyMap<string, PulsedRelay>;
  readonly #inputs: ReadonlyMap<string, DebouncedInput>;
  readonly #process: KeptProcess<KeeperMessage>;
  #cancelBeat: CancelTimer = () => {};

  constructor({ clock, backend, strikes, inputs, entry }: GpioBoardParts) {
    this.#clock = clock;
    this.#status = new SourceStatus(clock, (status) => {
      for (const relay of this.#relays.values()) relay.statusChanged(status);
    });
    const status = () => this.#status.now;
    this.#relays = new Map(
      strikes.map((strike, output) => [
        placeOf(strike),
        new PulsedRelay({ clock, status, command: (command) => this.#command(output, command) }),
      ]),
    );
    this.#inputs = new Map(inputs.map((input) => [placeOf(input), new DebouncedInput(clock, input.form, status)]));
    const task: KeeperTask = {
      backend,
      outputs: strikes.map(({ chip, line, activeLevel, drive }) => ({ chip, line, activeLevel, drive })),
      inputs: inputs.map(({ chip, line, bias }) => ({ chip, line, bias })),
    };
    this.#process = new KeptProcess({
      clock,
      entry,
      args: [JSON.stringify(task)],
      parse: (raw) => KeeperMessage.safeParse(raw).data ?? null,
      said: (message) => this.#said(message),
      ended: (why) => this.#lose(`keeper-${why}`),
    });
  }

  /** Throws for one that is not wired. */
  relay(wiring: GpioStrike): StrikeRelay {
    const relay = this.#relays.get(placeOf(wiring));
    if (relay === undefined) throw new RangeError(`no strike is wired to ${placeOf(wiring)}`);
    return relay;
  }

  /** Throws for one that is not wired. */
  input(wiring: GpioInput): DigitalInput {
    const input = this.#inputs.get(placeOf(wiring));
    if (input === undefined) throw new RangeError(`no input is wired to ${placeOf(wiring)}`);
    return input;
  }

  start(): void {
    this.#process.start();
    this.#beat();
  }

  /** The keeper idles all outputs before it ends. */
  async stop(): Promise<void> {
    this.#cancelBeat();
    await this.#process.stop();
  }

  #beat(): void {
    this.#send({ type: 'beat' });
    this.#cancelBeat = this.#clock.after(milliseconds(BEAT_EVERY_MS), () => this.#beat());
  }

  #command(output: number, command: { readonly closeFor: Milliseconds } | 'open'): void {
    if (command === 'open') this.#send({ type: 'release', output });
    else this.#send({ type: 'energise', output, forMs: command.closeFor });
  }

  #send(command: KeeperCommand): void {
    this.#process.send(command);
  }

  #said(message: KeeperMessage): void {
    switch (message.type) {
      case 'alive':
        return;
      case 'ready':
        this.#process.noteWell();
        this.#status.set({ state: 'ready', detail: `GPIO by ${message.backend}` });
        return;
      case 'lost':
        this.#lose(message.code);
        return;
      case 'input':
        [...this.#inputs.values()][message.input]?.settle(message.closed);
    }
  }

  #lose(faultCode: string): void {
    this.#status.set({ state: 'faulted', faultCode });
    for (const input of this.#inputs.values()) input.lose();
  }
}

function placeOf({ chip, line }: GpioStrike | GpioInput): string {
  return `${chip}:${line}`;
}
