import type { Outgoing } from './outgoing.ts';

/** Messages in flight: enough to hide the way to the broker and back, few enough to repeat after a loss. */
const MOST_IN_FLIGHT = 100;

/** Where messages come from; null while there is none. */
type Source = { next(): Outgoing | null };

/**
 * What goes over one connection, and how much of it at a time. It begins with few and doubles with each answer, as TCP
 * does (RFC 5681 §3.1): a thousand boxes that come back at once ask the broker how much it can take, and do not tell it.
 */
export class Sender {
  readonly #sources: readonly Source[];
  readonly #publish: (message: Outgoing, acknowledged: () => void) => void;
  readonly #most: number;
  #allowed: number;
  #inFlight = 0;
  #stopped = false;

  /** Earlier sources go first. `receiveMaximum`: how many the broker takes (MQTT 5 §3.2.2.3.3); one is kept for `offline`. */
  constructor(
    sources: readonly Source[],
    receiveMaximum: number,
    publish: (message: Outgoing, acknowledged: () => void) => void,
  ) {
    this.#sources = sources;
    this.#publish = publish;
    this.#most = Math.max(1, Math.min(MOST_IN_FLIGHT, receiveMaximum - 1));
    this.#allowed = Math.min(4, this.#most);
  }

  /** Sends what there is, as far as it may. */
  go(): void {
    while (!this.#stopped && this.#inFlight < this.#allowed) {
      const message = this.#next();
      if (message === null) return;
      this.#inFlight += 1;
      this.#publish(message, () => {
        this.#inFlight -= 1;
        this.#allowed = Math.min(this.#allowed + 1, this.#most);
        message.acknowledged();
        this.go();
      });
    }
  }

  /** Sends nothing more; a PUBACK that still comes in is heeded. */
  stop(): void {
    this.#stopped = true;
  }

  #next(): Outgoing | null {
    for (const source of this.#sources) {
      const message = source.next();
      if (message !== null) return message;
    }
    return null;
  }
}
