import { type Milliseconds, type MonotonicMs, milliseconds, monotonicMs, seconds } from '../../contract/units.ts';
import type { ContactForm } from '../../domain/debounce.ts';
import type { LineFault } from '../../ports/byte-line.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { DigitalInput } from '../../ports/digital-input.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';
import { DebouncedInput } from '../debounced-input.ts';
import type { KeptLine, LineMaker } from '../line-reader/credential-source.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import { ModbusChannel } from './modbus-channel.ts';
import {
  bitOf,
  flashCoil,
  type ModbusRequest,
  openAllCoils,
  readCoils,
  readInputs,
  writeCoil,
} from './modbus-frames.ts';
import { PulsedRelay } from './pulsed-relay.ts';

const POLL_EVERY = milliseconds(50);
/** Without inputs the board is asked only to see that it is there. */
const SIGN_OF_LIFE_EVERY = seconds(1);
const RETRY_AFTER = seconds(1);
/** Whoever tapped does not stand at the door any longer for this. */
const ENERGISE_WITHIN = seconds(1);

type Wanted = { readonly closeFor: Milliseconds; readonly until: MonotonicMs } | 'open';

export type ModbusBoardParts = {
  readonly makeLine: LineMaker;
  readonly clock: Clock;
  readonly unit: number;
  readonly relays: number;
  /** The contact form of each input that is wired, by its number from 1. */
  readonly inputs: ReadonlyMap<number, ContactForm>;
};

/**
 * A Modbus-RTU board with relays, inputs, and a pulse timer of its own: each closing is a "flash on", so that a relay
 * opens in its time when the controller, its machine or the line is gone. All relays are opened when the line comes
 * up. `board-silent`: no answer to a request that was sent three times, `board-refuses`: it does not know a request;
 * it is asked again each second.
 */
export class ModbusBoard {
  readonly #parts: ModbusBoardParts;
  readonly #channel: ModbusChannel;
  readonly #status: SourceStatus;
  readonly #relays: readonly PulsedRelay[];
  readonly #inputs: ReadonlyMap<number, DebouncedInput>;
  readonly #wanted = new Map<number, Wanted>();
  #line: KeptLine | null = null;
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: ModbusBoardParts) {
    const { clock, unit } = parts;
    this.#parts = parts;
    this.#channel = new ModbusChannel(unit, clock, (bytes) => this.#line?.write(bytes));
    this.#status = new SourceStatus(clock, (status) => {
      for (const relay of this.#relays) relay.statusChanged(status);
    });
    const status = () => this.#status.now;
    this.#relays = Array.from(
      { length: parts.relays },
      (_, coil) => new PulsedRelay({ clock, status, command: (command) => this.#want(coil, command) }),
    );
    this.#inputs = new Map(
      [...parts.inputs].map(([number, form]) => [number, new DebouncedInput(clock, form, status)]),
    );
  }

  /** Counted from 1. Throws for one that the board has not. */
  relay(number: number): StrikeRelay {
    const relay = this.#relays[number - 1];
    if (relay === undefined) throw new RangeError(`the board has no relay ${number}`);
    return relay;
  }

  /** Counted from 1. Throws for one that is not wired. */
  input(number: number): DigitalInput {
    const input = this.#inputs.get(number);
    if (input === undefined) throw new RangeError(`input ${number} is not wired`);
    return input;
  }

  start(): void {
    this.#line = this.#parts.makeLine({
      lineUp: () => this.#setUp(),
      bytesReceived: (bytes) => this.#channel.receive(bytes),
      lineDown: (code) => this.#lineDown(code),
    });
    this.#line.start();
  }

  /** Opens all relays, as far as the line carries it, and resolves when the device is let go. */
  async stop(): Promise<void> {
    this.#cancelTimer();
    this.#channel.askLast(openAllCoils(this.#parts.relays));
    const line = this.#line;
    this.#line = null;
    await line?.stop();
  }

  #setUp(): void {
    this.#cancelTimer();
    this.#wanted.clear();
    this.#ask(openAllCoils(this.#parts.relays), () => {
      this.#status.set({ state: 'ready', detail: `Modbus unit ${this.#parts.unit}` });
      // Whoever is told of that may have asked for something at once.
      if (!this.#channel.busy) this.#goOn();
    });
  }

  #want(coil: number, command: { readonly closeFor: Milliseconds } | 'open'): void {
    const until = monotonicMs(this.#parts.clock.monotonicMs() + ENERGISE_WITHIN);
    this.#wanted.set(coil, command === 'open' ? 'open' : { ...command, until });
    if (!this.#channel.busy) this.#goOn();
  }

  /** What is wanted goes first; then the board is looked at. */
  #goOn(): void {
    this.#cancelTimer();
    const [next] = this.#wanted;
    if (next === undefined) this.#cancelTimer = this.#parts.clock.after(this.#pollEvery(), () => this.#poll());
    else this.#command(...next);
  }

  #command(coil: number, wanted: Wanted): void {
    this.#ask(this.#requestFor(coil, wanted), () => {
      if (this.#wanted.get(coil) === wanted) this.#wanted.delete(coil);
      this.#goOn();
    });
  }

  #requestFor(coil: number, wanted: Wanted): ModbusRequest {
    if (wanted === 'open' || this.#parts.clock.monotonicMs() > wanted.until) return writeCoil(coil, false);
    return flashCoil(coil, Math.max(1, Math.floor(wanted.closeFor / 100)));
  }

  #pollEvery(): Milliseconds {
    return this.#inputs.size > 0 ? POLL_EVERY : SIGN_OF_LIFE_EVERY;
  }

  #poll(): void {
    const last = Math.max(0, ...this.#inputs.keys());
    this.#ask(last > 0 ? readInputs(last) : readCoils(this.#parts.relays), (answer) => {
      for (const [number, input] of this.#inputs) input.sample(bitOf(answer, number - 1));
      this.#goOn();
    });
  }

  #ask(request: ModbusRequest, answered: (answer: Uint8Array) => void): void {
    this.#channel.ask(request, (answer) => {
      if (answer?.ok) answered(answer.value);
      else this.#fault(answer === null ? 'board-silent' : 'board-refuses');
    });
  }

  /** What was wanted is not made up for: all relays are opened before anything else is asked of it. */
  #fault(faultCode: 'board-silent' | 'board-refuses'): void {
    this.#lose({ faultCode });
    this.#cancelTimer = this.#parts.clock.after(RETRY_AFTER, () => this.#setUp());
  }

  #lineDown(faultCode: LineFault): void {
    this.#cancelTimer();
    this.#channel.cancel();
    this.#lose({ faultCode });
  }

  #lose({ faultCode }: { readonly faultCode: string }): void {
    this.#wanted.clear();
    this.#status.set({ state: 'faulted', faultCode });
    for (const input of this.#inputs.values()) input.lose();
  }
}
