import type { HealthBody } from '../contract/feed/state.ts';
import { seconds } from '../contract/units.ts';
import type { BrokerLink } from '../ports/broker-link.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

/** A part that comes and goes all the time is not told of more often. */
const AT_MOST_EVERY = seconds(1);

/** Of what changes without telling: whether the clock is right, an input whose wire is lost. */
const LOOK_EVERY = seconds(20);

/** Tells the broker how the box is, within a second of each change that is noted, and of any other before long. */
export class HealthTeller {
  readonly #broker: Pick<BrokerLink, 'tell'>;
  readonly #clock: Clock;
  readonly #read: () => HealthBody;
  #told = '';
  #cancel: CancelTimer | null = null;
  #cancelLook: CancelTimer = () => {};

  constructor(broker: Pick<BrokerLink, 'tell'>, clock: Clock, read: () => HealthBody) {
    this.#broker = broker;
    this.#clock = clock;
    this.#read = read;
  }

  start(): void {
    this.#cancelLook = this.#clock.after(LOOK_EVERY, () => {
      this.#tell();
      this.start();
    });
  }

  /** Something may have changed. */
  note(): void {
    this.#cancel ??= this.#clock.after(AT_MOST_EVERY, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  stop(): void {
    this.#cancelLook();
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
