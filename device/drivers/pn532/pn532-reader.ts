import type { PartStatus } from '../../contract/status.ts';
import { milliseconds, seconds } from '../../contract/units.ts';
import type { ByteLineListener, LineFault } from '../../ports/byte-line.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { CredentialSourceListener, KeptLine, LineMaker } from '../line-reader/credential-source.ts';
import { Presence, presenceKey } from '../line-reader/presence.ts';
import { conditionOfLine, SourceStatus } from '../line-reader/source-status.ts';
import { cardOf, firmwareOf } from './answers.ts';
import { CommandChannel, type CommandFault } from './command-channel.ts';
import {
  CONFIGURE_SAM,
  GET_FIRMWARE_VERSION,
  LIMIT_RETRIES,
  LIST_PASSIVE_TARGET,
  SET_PARAMETERS,
  SWITCH_FIELD_OFF,
} from './commands.ts';
import type { Command } from './frames.ts';

/** Between two looks for a card; the field is off meanwhile. */
const PAUSE = milliseconds(8);
/** A card at the edge of the field is missed now and then; one that so many looks in a row do not see has gone. */
const GONE_AFTER_LOOKS = 20;
/** What is seen in the first looks lay there before, and is no tap: nobody knows when it was laid there. */
const FIRST_LOOKS = GONE_AFTER_LOOKS;
const FIRST_RETRY = milliseconds(250);
const LONGEST_RETRY = seconds(5);

type FaultCode = CommandFault['code'] | 'chip-unknown';

export type Pn532ReaderParts = {
  /** To the UART of the chip: 115,200 baud, 8 bits, no parity, one stop bit, unless the chip was set otherwise. */
  readonly makeLine: LineMaker;
  readonly clock: Clock;
  readonly listener: CredentialSourceListener;
};

/**
 * A PN532 (NXP UM0701-02) on a UART, looking for ISO/IEC 14443 type A cards, 8 ms after each look again. Told by
 * `unreadable`: `uid-malformed`.
 *
 * Each look is a sign of life: a chip that does not answer one, twice, is `faulted` with the code of `CommandFault`
 * within 1.2 s, and is woken and set up anew after 0.25 s, then 0.5 s, up to 5 s, until it answers; `chip-unknown` is
 * another chip. What `ready` does not prove is that the antenna reads. While the chip is out its cards are `removed`;
 * one that lies there when the chip is back is not told.
 * A card has gone when twenty looks in a row did not see it, however long they took.
 */
export class Pn532Reader {
  readonly #parts: Pn532ReaderParts;
  readonly #channel: CommandChannel;
  readonly #presence: Presence;
  readonly #status: SourceStatus;
  #line: KeptLine | null = null;
  #looks = 0;
  #retryAfter = FIRST_RETRY;
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: Pn532ReaderParts) {
    const { clock, listener } = parts;
    this.#parts = parts;
    this.#channel = new CommandChannel((bytes) => this.#line?.write(bytes), clock);
    this.#presence = new Presence(
      GONE_AFTER_LOOKS,
      () => this.#looks,
      () => listener.removed(),
    );
    this.#status = new SourceStatus(clock, (status) => listener.statusChanged(status));
  }

  status(): PartStatus {
    return this.#status.now;
  }

  start(): void {
    this.#parts.listener.statusChanged(this.#status.now);
    const isOn = () => this.#line !== null;
    const listener: ByteLineListener = {
      lineUp: () => isOn() && this.#setUp(),
      bytesReceived: (bytes) => isOn() && this.#channel.receive(bytes),
      lineDown: (code) => isOn() && this.#lineDown(code),
    };
    this.#line = this.#parts.makeLine(listener);
    this.#line.start();
  }

  /** Resolves when the device is let go; the listener is not called after it was called. */
  async stop(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    this.#cancelTimer();
    this.#channel.cancel();
    await line?.stop();
  }

  #setUp(): void {
    this.#cancelTimer();
    this.#ask(CONFIGURE_SAM, () =>
      this.#ask(GET_FIRMWARE_VERSION, (data) => {
        const firmware = firmwareOf(data);
        if (firmware === null) this.#fault('chip-unknown');
        else
          this.#ask(SET_PARAMETERS, () =>
            this.#ask(LIMIT_RETRIES, () => this.#ask(SWITCH_FIELD_OFF, () => this.#ready(firmware))),
          );
      }),
    );
  }

  #ready(firmware: string): void {
    this.#looks = 0;
    this.#presence.forget();
    this.#status.set({ state: 'ready', detail: `PN532 ${firmware}` });
    this.#look();
  }

  #look(): void {
    this.#ask(LIST_PASSIVE_TARGET, (data) => {
      this.#looks += 1;
      this.#retryAfter = FIRST_RETRY;
      this.#noteCard(cardOf(data));
      this.#presence.sweep();
      this.#ask(SWITCH_FIELD_OFF, () => {
        this.#cancelTimer = this.#parts.clock.after(PAUSE, () => this.#look());
      });
    });
  }

  #noteCard(seen: ReturnType<typeof cardOf>): void {
    const { listener } = this.#parts;
    const note = (key: string, tell: () => void) => this.#presence.seen(key, this.#looks > FIRST_LOOKS ? tell : null);
    if (!seen.ok) note(seen.error.code, () => listener.unreadable(seen.error.code));
    else {
      const card = seen.value;
      if (card !== null) note(presenceKey(card), () => listener.uidPresented(card));
    }
  }

  #ask(command: Command, answered: (data: Uint8Array) => void): void {
    this.#channel.ask(command, (answer) => {
      if (answer.ok) answered(answer.value);
      else this.#fault(answer.error.code);
    });
  }

  #fault(faultCode: FaultCode): void {
    this.#presence.forget();
    this.#status.set({ state: 'faulted', faultCode });
    this.#cancelTimer = this.#parts.clock.after(this.#retryAfter, () => this.#setUp());
    this.#retryAfter = milliseconds(Math.min(this.#retryAfter * 2, LONGEST_RETRY));
  }

  #lineDown(code: LineFault): void {
    this.#cancelTimer();
    this.#channel.cancel();
    this.#presence.forget();
    this.#status.set(conditionOfLine(code));
  }
}
