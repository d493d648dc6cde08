import type { HealthBody } from '../contract/feed/state.ts';
import { seconds } from '../contract/units.ts';
import type { BrokerLink } from '../ports/broker-link.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

/** A part that comes and goes all the time is not told of more often. */
const AT_MOST_EVERY = seconds(1);

/** Tells the broker how the box is, within a second of each change. */
export class HealthTeller {
  readonly #broker: Pick<BrokerLink, 'tell'>;
  readonly #clock: Clock;
  readonly #read: () => HealthBody;
  #told = '';
  #cancel: CancelTimer | null = null;

  constructor(broker: Pick<BrokerLink, 'tell'>, clock: Clock, read: () => HealthBody) {
    this.#broker = broker;
    this.#clock = clock;
    this.#read = read;
  }

  /** Something may have changed. */
  note(): void {
    this.#cancel ??= this.#clock.after(AT_MOST_EVERY, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  #tell(): void {
    const body = this.#read();
    const key = JSON.stringify(body);
    if (key === this.#told) return;
    this.#told = key;
    this.#broker.tell({ stream: 'health', body });
  }
}
