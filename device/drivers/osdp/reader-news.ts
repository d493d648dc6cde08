import type { TellEvent } from './events.ts';
import type { Unusable } from './exchange.ts';
import { CAPABILITY, type Capability, has } from './identity.ts';
import type { Reply } from './replies.ts';

/** Turns a reader's replies, already found to be its own, into what is told of it; remembers what was told. */
export class ReaderNews {
  readonly #tell: TellEvent;
  #tampered = false;
  #powerFailed = false;
  #capabilities: readonly Capability[] = [];

  constructor(tell: TellEvent) {
    this.#tell = tell;
  }

  /** Whether the reader says it shows text; the sole thing that is asked of what it says of itself. */
  get showsText(): boolean {
    return has(this.#capabilities, CAPABILITY.text);
  }

  note(reply: Reply | Unusable): void {
    switch (reply.kind) {
      case 'identity':
        this.#tell({ kind: 'identified', identity: reply.identity });
        break;
      case 'capabilities':
        this.#capabilities = reply.capabilities;
        break;
      case 'local-status':
        this.#noteStatus(reply.tampered, reply.powerFailed);
        break;
      case 'communication':
        this.#tell({ kind: 'communication-set', address: reply.address, baudRate: reply.baudRate });
        break;
      case 'card':
      case 'card-text':
      case 'keys':
      case 'inputs':
        this.#tell(reply);
        break;
      case 'unusable':
        this.#tell({ kind: 'refused', code: reply.code });
        break;
      default:
    }
  }

  #noteStatus(tampered: boolean, powerFailed: boolean): void {
    if (tampered !== this.#tampered) this.#tell({ kind: 'tampered', on: tampered });
    if (powerFailed !== this.#powerFailed) this.#tell({ kind: 'power-failed', on: powerFailed });
    this.#tampered = tampered;
    this.#powerFailed = powerFailed;
  }
}
