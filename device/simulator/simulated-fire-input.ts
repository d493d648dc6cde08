import type { PartStatus } from '../contract/status.ts';
import type { Clock } from '../ports/clock.ts';
import type { FireInput } from '../ports/fire-input.ts';

/** A fire alarm that a hand switches on and off. */
export class SimulatedFireInput implements FireInput {
  #active = false;
  readonly #status: PartStatus;
  #listener: (active: boolean) => void = () => {};

  constructor(clock: Clock) {
    this.#status = { state: 'ready', sinceMs: clock.wallMs(), detail: 'simulated' };
  }

  status(): PartStatus {
    return this.#status;
  }

  active(): boolean {
    return this.#active;
  }

  onChange(listener: (active: boolean) => void): void {
    this.#listener = listener;
  }

  set(active: boolean): void {
    if (active === this.#active) return;
    this.#active = active;
    this.#listener(active);
  }
}
