import type { FireInput } from '../ports/fire-input.ts';

/** A fire alarm that a hand switches on and off. */
export class SimulatedFireInput implements FireInput {
  #active = false;
  #listener: (active: boolean) => void = () => {};

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
