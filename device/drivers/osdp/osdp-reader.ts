import { assertNever } from '../../contract/result.ts';
import type { PartStatus } from '../../contract/status.ts';
import { type Milliseconds, minutes, monotonicMs, seconds } from '../../contract/units.ts';
import { parseBarcode } from '../../domain/credential.ts';
import type { ContactForm } from '../../domain/debounce.ts';
import type { ReaderFeedback, ReaderService } from '../../ports/card-reader.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DigitalInput } from '../../ports/digital-input.ts';
import type { StrikeRelay, TamperSwitch } from '../../ports/door-hardware.ts';
import { DebouncedInput } from '../debounced-input.ts';
import type { CredentialSourceListener } from '../line-reader/credential-source.ts';
import { PassingCards } from '../line-reader/passing-cards.ts';
import { type Condition, conditionOfLine, SourceStatus } from '../line-reader/source-status.ts';
import { PulsedRelay } from '../relay-board/pulsed-relay.ts';
import { cardNumber } from './card-number.ts';
import type { Command } from './commands.ts';
import type { OsdpEvent, ReaderStatus } from './events.ts';
import type { OsdpBus } from './osdp-bus.ts';
import type { ReaderKeys } from './reader-keys.ts';
import { ReaderSession } from './reader-session.ts';
import { SeldomTold } from './seldom-told.ts';

/** Long enough to walk to the reader and set its switch. */
const INSTALL_TIME = minutes(1);
const MOVE_TIME = seconds(3);
const MOST_TENTHS = 0xffff;

export type OsdpReaderParts = {
  readonly bus: OsdpBus;
  readonly address: number;
  readonly keys: ReaderKeys;
  readonly random: (count: number) => Uint8Array;
  readonly clock: Clock;
  readonly listener: CredentialSourceListener;
  /** Outputs that carry a relay and inputs that are wired, counted from 0. */
  readonly outputs: readonly number[];
  readonly inputs: ReadonlyMap<number, ContactForm>;
};

/**
 * One reader of an OSDP bus, with the relay and the contacts that are wired to it. Its relay's pulse is timed by the
 * reader itself, so that it ends when the box is dead or the line is cut. Faults: those of `ReaderFault`. Warnings:
 * `reader-in-clear` (it has no key yet: anybody at its wires can be a reader) and `power-failed`.
 */
export class OsdpReader {
  readonly #parts: OsdpReaderParts;
  readonly #session: ReaderSession;
  readonly #status: SourceStatus;
  readonly #cards: PassingCards;
  readonly #relays: ReadonlyMap<number, PulsedRelay>;
  readonly #inputs: ReadonlyMap<number, DebouncedInput>;
  readonly tamper: TamperSwitch;
  readonly service: ReaderService = {
    installKey: () => this.#installKey(),
    move: (address, baudRate) => this.#move(address, baudRate),
  };
  #reader: ReaderStatus = { state: 'starting' };
  #product = 'OSDP';
  #powerFailed = false;
  #tampered = false;
  #tamperChanged: (tampered: boolean) => void = () => {};
  readonly #refusals: SeldomTold;
  /** Outputs that the reader would not switch in this session. */
  readonly #refusedOutputs = new Map<number, PartStatus>();
  #keySet = false;
  #installEnded: (keySet: boolean) => void = () => {};
  #moved: (moved: boolean) => void = () => {};

  constructor(parts: OsdpReaderParts) {
    const { bus, address, keys, random, clock, listener } = parts;
    this.#parts = parts;
    this.#cards = new PassingCards(clock, listener);
    this.#refusals = new SeldomTold(clock, (code) => listener.refused(code));
    this.#status = new SourceStatus(clock, (status) => {
      for (const relay of this.#relays.values()) relay.statusChanged(relay.status());
      listener.statusChanged(status);
    });
    const status = () => this.#status.now;
    this.#relays = new Map(parts.outputs.map((output) => [output, this.#relay(output)]));
    this.#inputs = new Map(
      [...parts.inputs].map(([input, form]) => [input, new DebouncedInput(clock, form, status)] as const),
    );
    this.tamper = {
      status,
      tampered: () => this.#tampered,
      onChange: (changed) => {
        this.#tamperChanged = changed;
      },
    };
    const tell = (event: OsdpEvent) => this.#take(event);
    this.#session = new ReaderSession({ address, keys, random, tell, greeting: () => this.#greeting() });
    bus.add(this.#session);
  }

  status(): PartStatus {
    return this.#status.now;
  }

  /** The bus is started by its owner. */
  start(): void {
    this.#parts.listener.statusChanged(this.#status.now);
  }

  async stop(): Promise<void> {
    this.#cards.stop();
  }

  show(feedback: ReaderFeedback): void {
    if (this.#session.show(feedback, this.#parts.clock.monotonicMs())) this.#parts.bus.hurry();
  }

  /** Throws for one that is not wired. */
  output(output: number): StrikeRelay {
    const relay = this.#relays.get(output);
    if (relay === undefined) throw new RangeError(`output ${output} is not wired`);
    return relay;
  }

  /** Throws for one that is not wired. */
  input(number: number): DigitalInput {
    const input = this.#inputs.get(number);
    if (input === undefined) throw new RangeError(`input ${number} is not wired`);
    return input;
  }

  #relay(output: number): PulsedRelay {
    return new PulsedRelay({
      clock: this.#parts.clock,
      status: () => this.#refusedOutputs.get(output) ?? this.#status.now,
      command: (command) => this.#switch(output, command),
    });
  }

  #installKey(): Promise<boolean> {
    const now = this.#parts.clock.monotonicMs();
    this.#session.openInstall(monotonicMs(now + INSTALL_TIME), now);
    this.#parts.bus.hurry();
    this.#keySet = false;
    return new Promise((resolve) => {
      this.#installEnded(false);
      this.#installEnded = resolve;
      // While the line is down nobody else tells.
      this.#parts.clock.after(INSTALL_TIME, () => resolve(false));
    });
  }

  #move(address: number, baudRate: number): Promise<boolean> {
    if (!this.#send([{ kind: 'set-communication', address, baudRate }])) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#moved(false);
      this.#moved = resolve;
      this.#parts.clock.after(MOVE_TIME, () => resolve(false));
    });
  }

  #send(commands: readonly Command[]): boolean {
    const sent = this.#session.send(commands, this.#parts.clock.monotonicMs());
    if (sent) this.#parts.bus.hurry();
    return sent;
  }

  /** A reader that comes back has its relays open, whatever it did meanwhile, and tells how its contacts are. */
  #greeting(): readonly Command[] {
    const open = [...this.#relays.keys()].map((output): Command => ({ kind: 'output', output, on: false, tenths: 0 }));
    return this.#inputs.size === 0 ? open : [...open, { kind: 'input-status' }];
  }

  #switch(output: number, command: { readonly closeFor: Milliseconds } | 'open'): void {
    const tenths = command === 'open' ? 0 : Math.min(MOST_TENTHS, Math.max(1, Math.floor(command.closeFor / 100)));
    this.#send([{ kind: 'output', output, on: command !== 'open', tenths }]);
  }

  #take(event: OsdpEvent): void {
    switch (event.kind) {
      case 'status':
        this.#followStatus(event.status);
        break;
      case 'identified':
        this.#product = `OSDP ${event.identity.vendor}, firmware ${event.identity.firmware}`;
        break;
      case 'card':
        this.#cards.note(cardNumber(event.card));
        break;
      case 'card-text':
        this.#cards.note(parseBarcode(event.text));
        break;
      case 'tampered':
        this.#tampered = event.on;
        this.#tamperChanged(event.on);
        break;
      case 'power-failed':
        this.#powerFailed = event.on;
        this.#tellStatus();
        break;
      case 'inputs':
        for (const [number, input] of this.#inputs) input.settle(event.active[number] ?? false);
        break;
      case 'output-refused':
        this.#distrustOutput(event.output);
        break;
      case 'refused':
        this.#refusals.note(event.code);
        break;
      case 'command-refused':
        this.#refusals.note(`${event.command}-refused`);
        break;
      case 'communication-set':
        this.#moved(true);
        break;
      case 'key-set':
        this.#keySet = true;
        break;
      case 'install-ended':
        this.#installEnded(this.#keySet);
        break;
      case 'keys':
        this.#parts.listener.keysPressed?.(event.keys);
        break;
      default:
        assertNever(event);
    }
  }

  #followStatus(status: ReaderStatus): void {
    const isAnew = status.state === 'online' && this.#reader.state === 'online';
    this.#reader = status;
    if (status.state !== 'online') this.#lose();
    this.#trustOutputs();
    this.#tellStatus();
    // A session that was lost and made anew within the time for that: all relays were opened in it.
    if (isAnew) for (const relay of this.#relays.values()) relay.opened();
  }

  /** The strike behind it cannot be commanded; cards are read as before. */
  #distrustOutput(output: number): void {
    const faulted = { state: 'faulted', faultCode: 'output-refused', sinceMs: this.#parts.clock.wallMs() } as const;
    this.#refusedOutputs.set(output, faulted);
    this.#relays.get(output)?.statusChanged(faulted);
  }

  /** A session begins or ends; in a new one each output is tried anew. */
  #trustOutputs(): void {
    const refused = [...this.#refusedOutputs.keys()];
    this.#refusedOutputs.clear();
    for (const output of refused) this.#relays.get(output)?.statusChanged(this.#status.now);
  }

  #lose(): void {
    this.#cards.forget();
    for (const input of this.#inputs.values()) input.lose();
  }

  #tellStatus(): void {
    this.#status.set(this.#condition());
  }

  #condition(): Condition {
    const reader = this.#reader;
    if (reader.state === 'starting') return { state: 'starting' };
    if (reader.state === 'online') {
      const warningCode = this.#powerFailed ? 'power-failed' : reader.secured ? undefined : 'reader-in-clear';
      return { state: 'ready', detail: this.#product, ...(warningCode && { warningCode }) };
    }
    const { code } = reader;
    const isLine = code === 'line-absent' || code === 'line-refused' || code === 'line-lost';
    return isLine ? conditionOfLine(code) : { state: 'faulted', faultCode: code };
  }
}
