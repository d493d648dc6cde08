import type { InputWiring, StrikeWiring } from '../../contract/hardware.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DigitalInput } from '../../ports/digital-input.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';
import { DebouncedInput } from '../debounced-input.ts';
import { KeeperLink } from '../keeper/keeper-link.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import { PulsedRelay } from '../relay-board/pulsed-relay.ts';
import { GpioMessage, type GpioTask } from './messages.ts';

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
  readonly #status: SourceStatus;
  readonly #relays: ReadonlyMap<string, PulsedRelay>;
  readonly #inputs: ReadonlyMap<string, DebouncedInput>;
  readonly #keeper: KeeperLink<GpioMessage>;

  constructor({ clock, backend, strikes, inputs, entry }: GpioBoardParts) {
    this.#status = new SourceStatus(clock, (status) => {
      for (const relay of this.#relays.values()) relay.statusChanged(status);
    });
    const status = () => this.#status.now;
    this.#relays = new Map(
      strikes.map((strike, output) => [
        placeOf(strike),
        new PulsedRelay({ clock, status, command: (command) => this.#keeper.command(output, command) }),
      ]),
    );
    this.#inputs = new Map(inputs.map((input) => [placeOf(input), new DebouncedInput(clock, input.form, status)]));
    const task: GpioTask = {
      backend,
      outputs: strikes.map(({ chip, line, activeLevel, drive }) => ({ chip, line, activeLevel, drive })),
      inputs: inputs.map(({ chip, line, bias }) => ({ chip, line, bias })),
    };
    this.#keeper = new KeeperLink({
      ...{ clock, entry, task },
      parse: (raw) => GpioMessage.safeParse(raw).data ?? null,
      said: (message) => this.#said(message),
      lost: (fault) => this.#lose(fault),
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
    this.#keeper.start();
  }

  /** The keeper idles all outputs before it ends. */
  async stop(): Promise<void> {
    await this.#keeper.stop();
  }

  #said(message: GpioMessage): void {
    switch (message.type) {
      case 'ready':
        this.#keeper.noteWell();
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
