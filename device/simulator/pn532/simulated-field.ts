type Card = { readonly uid: Uint8Array; selected: boolean };

/** The cards before a simulated antenna, as ISO/IEC 14443-3 lets them answer. */
export class SimulatedField {
  #cards: Card[] = [];

  put(uid: Uint8Array): void {
    this.#cards.push({ uid, selected: false });
  }

  /** All of them. */
  remove(): void {
    this.#cards = [];
  }

  /** Without power a card forgets that it was selected. */
  switchOff(): void {
    for (const card of this.#cards) card.selected = false;
  }

  /**
   * Selects one card that answers a request, if any does. A card that is selected already answers none: it falls back
   * to idle and answers the next, so that two cards are found by turns, and one alone every second time.
   */
  select(): Uint8Array | null {
    const found = this.#cards.find((card) => !card.selected) ?? null;
    for (const card of this.#cards) card.selected = card === found;
    return found?.uid ?? null;
  }
}
