import type { PartStatus } from '../contract/status.ts';
import { type ContactForm, type Debounced, debounce, isActive } from '../domain/debounce.ts';
import type { Clock } from '../ports/clock.ts';
import type { DigitalInput, InputState } from '../ports/digital-input.ts';

/** One wired contact, fed with samples by the driver that reads it. */
export class DebouncedInput implements DigitalInput {
  readonly #clock: Clock;
  readonly #form: ContactForm;
  readonly #status: () => PartStatus;
  #debounced: Debounced | null = null;
  #state: InputState = 'unknown';
  #listener: (state: InputState) => void = () => {};

  constructor(clock: Clock, form: ContactForm, status: () => PartStatus) {
    this.#clock = clock;
    this.#form = form;
    this.#status = status;
  }

  status(): PartStatus {
    return this.#status();
  }

  state(): InputState {
    return this.#state;
  }

  onChange(listener: (state: InputState) => void): void {
    this.#listener = listener;
  }

  sample(closed: boolean): void {
    this.#debounced = debounce(this.#debounced, closed, this.#clock.monotonicMs());
    const { settled } = this.#debounced;
    if (settled !== null) this.settle(settled);
  }

  /** For a driver whose device has debounced it already. */
  settle(closed: boolean): void {
    this.#set(isActive(closed, this.#form) ? 'active' : 'inactive');
  }

  /** Its driver does not reach it. */
  lose(): void {
    this.#debounced = null;
    this.#set('unknown');
  }

  #set(state: InputState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener(state);
  }
}
