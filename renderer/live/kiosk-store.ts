import type { MonotonicMs } from '../../device/contract/units.ts';
import { initialState, type KioskEvent, type KioskState, reduce } from '../kiosk/kiosk-state.ts';

/** The state with the time at which it is looked at. */
export type KioskMoment = { readonly state: KioskState; readonly now: MonotonicMs };

/** The one place where the page keeps what it knows. Shaped for React's useSyncExternalStore. */
export class KioskStore {
  readonly #clock: () => MonotonicMs;
  readonly #listeners = new Set<() => void>();
  #moment: KioskMoment;

  constructor(clock: () => MonotonicMs) {
    this.#clock = clock;
    const now = clock();
    this.#moment = { state: initialState(now), now };
  }

  readonly moment = (): KioskMoment => this.#moment;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch(event: KioskEvent): void {
    const now = this.#clock();
    this.#become({ state: reduce(this.#moment.state, event, now), now });
  }

  /** Time has passed: what is shown may have run out. */
  tick(): void {
    this.#become({ state: this.#moment.state, now: this.#clock() });
  }

  #become(moment: KioskMoment): void {
    this.#moment = moment;
    for (const listener of this.#listeners) listener();
  }
}
