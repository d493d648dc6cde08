import { milliseconds, seconds } from '../../contract/units.ts';
import { type Debounced, debounce } from '../../domain/debounce.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { KeeperCommand } from '../keeper/messages.ts';
import { PulsedOutputs } from '../keeper/pulsed-outputs.ts';
import type { Keeper } from '../keeper/run-keeper.ts';
import { type GpioBackend, type InputLine, idleHigh, isClosed, type OutputLine } from './gpio-backend.ts';
import type { GpioMessage, GpioTask } from './messages.ts';

const SAMPLE_EVERY = milliseconds(10);
const RETRY_AFTER = seconds(2);

/**
 * Holds a box's GPIO lines, away from the controller, so that somebody is left to idle the strikes when it is killed:
 * the kernel lets a line go as it was (seen on bcm2835: it stays high).
 */
export class GpioKeeper implements Keeper {
  readonly #clock: Clock;
  readonly #backend: GpioBackend;
  readonly #task: GpioTask;
  readonly #tell: (message: GpioMessage) => void;
  readonly #pulses: PulsedOutputs;
  #outputs: OutputLine[] = [];
  #inputs: InputLine[] = [];
  #debounced: (Debounced | null)[] = [];
  #cancelSample: CancelTimer = () => {};
  #cancelRetry: CancelTimer = () => {};

  constructor(clock: Clock, backend: GpioBackend, task: GpioTask, tell: (message: GpioMessage) => void) {
    this.#clock = clock;
    this.#backend = backend;
    this.#task = task;
    this.#tell = tell;
    this.#pulses = new PulsedOutputs(clock, task.outputs.length, (output, active) =>
      this.#attempt(() => this.#drive(output, active)),
    );
  }

  start(): void {
    this.#attempt(() => {
      // One by one, so that those taken so far are let go when the next one is refused.
      for (const spec of this.#task.outputs) this.#outputs.push(this.#backend.openOutput(spec));
      for (const spec of this.#task.inputs) this.#inputs.push(this.#backend.openInput(spec));
      this.#debounced = this.#inputs.map(() => null);
      this.#tell({ type: 'ready', backend: this.#backend.name });
      if (this.#inputs.length > 0) this.#sample();
    });
  }

  take(command: KeeperCommand): void {
    this.#pulses.take(command);
  }

  stop(): void {
    for (const cancel of [this.#cancelSample, this.#cancelRetry]) cancel();
    this.#letGo();
  }

  #drive(output: number, active: boolean): void {
    const spec = this.#task.outputs[output];
    if (spec !== undefined) this.#outputs[output]?.set(active !== idleHigh(spec));
  }

  #sample(): void {
    this.#cancelSample = this.#clock.after(SAMPLE_EVERY, () => {
      this.#attempt(() => {
        this.#inputs.forEach((line, input) => {
          this.#look(line, input);
        });
        this.#sample();
      });
    });
  }

  #look(line: InputLine, input: number): void {
    const spec = this.#task.inputs[input];
    if (spec === undefined) return;
    const before = this.#debounced[input] ?? null;
    const after = debounce(before, isClosed(line.isHigh(), spec), this.#clock.monotonicMs());
    this.#debounced[input] = after;
    if (after.settled !== null && after.settled !== before?.settled)
      this.#tell({ type: 'input', input, closed: after.settled });
  }

  /** A line that fails takes all with it: a box whose wires are half alive is worse than one that says so. */
  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#letGo();
      this.#cancelSample();
      this.#tell({ type: 'lost', code: 'gpio-refused', detail: String(error).slice(0, 300) });
      this.#cancelRetry();
      this.#cancelRetry = this.#clock.after(RETRY_AFTER, () => this.start());
    }
  }

  #letGo(): void {
    for (const output of this.#outputs.keys()) quietly(() => this.#drive(output, false));
    for (const line of [...this.#outputs, ...this.#inputs]) quietly(() => line.close());
    this.#outputs = [];
    this.#inputs = [];
  }
}

/** There is nobody left to be told. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {}
}
