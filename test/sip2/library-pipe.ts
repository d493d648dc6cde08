import { milliseconds } from '../../device/contract/units.ts';
import type { Connect, TransportListener } from '../../device/drivers/sip2/transport.ts';
import { SimulatedConnection } from '../../device/simulator/sip2/simulated-connection.ts';
import type { SimulatedLibrary } from '../../device/simulator/sip2/simulated-library.ts';
import type { ManualClock } from '../support/manual-clock.ts';

const TRAVEL = milliseconds(2);

/** Connections without a socket to a simulated library, over a clock that the test winds; each way takes 2 ms. */
export class LibraryPipe {
  /** What the box sent, message by message, byte for byte, without the CR. */
  readonly sent: string[] = [];
  opened = 0;
  closed = 0;
  /** `hangs`: a connection neither comes nor fails. */
  state: 'takes' | 'refuses' | 'hangs' = 'takes';
  /** What comes back for a message of the box; the library's own answer unless a test has another. */
  respond: (message: string, own: () => readonly string[]) => readonly string[] = (_, own) => own();
  readonly #clock: ManualClock;
  readonly #library: SimulatedLibrary;
  #listener: TransportListener | null = null;

  constructor(clock: ManualClock, library: SimulatedLibrary) {
    this.#clock = clock;
    this.#library = library;
  }

  readonly connect: Connect = (listener) => {
    const connection = new SimulatedConnection(this.#library);
    const isOpen = () => this.#listener === listener;
    this.#listener = listener;
    this.#clock.after(TRAVEL, () => isOpen() && this.#answerCall(listener));
    return {
      send: (bytes) => this.#carry(connection, bytes, isOpen),
      close: async () => {
        if (isOpen()) this.#listener = null;
        this.closed += 1;
      },
    };
  };

  /** Bytes that the library sends of itself. */
  arrive(text: string): void {
    this.#listener?.received(Buffer.from(text, 'latin1'));
  }

  /** The library hangs up. */
  cut(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.closed('patron-unreachable');
  }

  /** The codes of what the box sent, in order. */
  get codes(): readonly string[] {
    return this.sent.map((message) => message.slice(0, 2));
  }

  #answerCall(listener: TransportListener): void {
    if (this.state === 'refuses') this.cut();
    if (this.state !== 'takes') return;
    this.opened += 1;
    listener.opened();
  }

  #carry(connection: SimulatedConnection, bytes: Uint8Array, isOpen: () => boolean): void {
    const message = Buffer.from(bytes).toString('latin1').replace(/\r$/, '');
    this.sent.push(message);
    const own = () =>
      connection
        .receive(bytes)
        .map((answer) => (answer === 'hang-up' ? answer : Buffer.from(answer).toString('latin1')));
    for (const answer of this.respond(message, own))
      this.#clock.after(milliseconds(2 * TRAVEL + this.#library.faults.slowMs), () => {
        if (!isOpen()) return;
        if (answer === 'hang-up') this.cut();
        else this.arrive(answer);
      });
  }
}
