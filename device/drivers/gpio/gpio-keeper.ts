import { milliseconds, seconds } from '../../contract/units.ts';
import { type Debounced, debounce } from '../../domain/debounce.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { type GpioBackend, type InputLine, idleHigh, isClosed, type OutputLine } from './gpio-backend.ts';
import type { KeeperCommand, KeeperMessage, KeeperTask } from './messages.ts';

const SAMPLE_EVERY = milliseconds(10);
/** A controller that has not been heard for so long is hung: nobody is let in by what it said before. */
const LONGEST_SILENCE = seconds(3);
const RETRY_AFTER = seconds(2);

/**
 * Holds a box's GPIO lines, away from the controller, so that somebody is left to idle the strikes when it is killed:
 * the kernel lets a line go as it was (seen on bcm2835: it stays high). Each pulse has its timer here.
 */
export class GpioKeeper {
  readonly #clock: Clock;
  readonly #backend: GpioBackend;
  readonly #task: KeeperTask;
  readonly #tell: (message: KeeperMessage) => void;
  #outputs: readonly OutputLine[] = [];
  #inputs: readonly InputLine[] = [];
  #debounced: (Debounced | null)[] = [];
  #endPulse: CancelTimer[] = [];
  #cancelSample: CancelTimer = () => {};
  #cancelSilence: CancelTimer = () => {};
  #cancelRetry: CancelTimer = () => {};

  constructor(clock: Clock, backend: GpioBackend, task: KeeperTask, tell: (message: KeeperMessage) => void) {
    this.#clock = clock;
    this.#backend = backend;
    this.#task = task;
    this.#tell = tell;
  }

  /** Takes the lines, all outputs idle; goes on trying while one cannot be had. */
  start(): void {
    this.#attempt(() => {
      this.#outputs = this.#task.outputs.map((spec) => this.#backend.openOutput(spec));
      this.#inputs = this.#task.inputs.map((spec) => this.#backend.openInput(spec));
      this.#debounced = this.#inputs.map(() => null);
      this.#tell({ type: 'ready', backend: this.#backend.name });
      if (this.#inputs.length > 0) this.#sample();
    });
  }

  take(command: KeeperCommand): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.after(LONGEST_SILENCE, () => this.#attempt(() => this.#idleAll()));
    if (command.type === 'energise') this.#energise(command.output, command.forMs);
    if (command.type === 'release') this.#release(command.output);
  }

  /** Idles all outputs and lets the lines go. Never throws: it is the last thing that is done. */
  stop(): void {
    for (const cancel of [this.#cancelSample, this.#cancelSilence, this.#cancelRetry]) cancel();
    this.#letGo();
  }

  #energise(output: number, forMs: number): void {
    const line = this.#outputs[output];
    const spec = this.#task.outputs[output];
    if (line === undefined || spec === undefined) return;
    this.#endPulse[output]?.();
    this.#endPulse[output] = this.#clock.after(milliseconds(forMs), () => this.#release(output));
    this.#attempt(() => line.set(!idleHigh(spec)));
  }

  #release(output: number): void {
    this.#endPulse[output]?.();
    this.#attempt(() => this.#idle(output));
  }

  #idle(output: number): void {
    const spec = this.#task.outputs[output];
    if (spec !== undefined) this.#outputs[output]?.set(idleHigh(spec));
  }

  #idleAll(): void {
    for (const output of this.#outputs.keys()) {
      this.#endPulse[output]?.();
      this.#idle(output);
    }
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
    for (const cancel of this.#endPulse) cancel?.();
    for (const output of this.#outputs.keys()) quietly(() => this.#idle(output));
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
