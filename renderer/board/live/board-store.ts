import { type BoardEvent, type BoardState, FIRST_STATE, reduce } from '../rules/board-state.ts';

/** The one place where the page keeps what it was told. Shaped for React's useSyncExternalStore. */
export class BoardStore {
  readonly #listeners = new Set<() => void>();
  #state = FIRST_STATE;

  readonly state = (): BoardState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch(event: BoardEvent): void {
    this.#state = reduce(this.#state, event);
    for (const listener of this.#listeners) listener();
  }
}
