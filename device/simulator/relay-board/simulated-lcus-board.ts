/** A USB relay board as it hears its line: relays that stay as they were told last, and lose all with their power. */
export class SimulatedLcusBoard {
  readonly #coils: boolean[];
  #waiting: number[] = [];

  constructor(relays: number) {
    this.#coils = Array<boolean>(relays).fill(false);
  }

  /** Whether each relay is closed. */
  get coils(): readonly boolean[] {
    return this.#coils;
  }

  /** It answers nothing. */
  receive(bytes: Uint8Array): Uint8Array {
    this.#waiting.push(...bytes);
    for (let start = this.#waiting.indexOf(0xa0); start >= 0; start = this.#waiting.indexOf(0xa0)) {
      this.#waiting = this.#waiting.slice(start);
      const [first = 0, channel = 0, state = 0, sum] = this.#waiting;
      if (sum === undefined) break;
      const right = sum === ((first + channel + state) & 0xff) && channel >= 1 && channel <= this.#coils.length;
      if (right) this.#coils[channel - 1] = state === 1;
      this.#waiting = this.#waiting.slice(right ? 4 : 1);
    }
    return new Uint8Array();
  }

  cyclePower(): void {
    this.#coils.fill(false);
    this.#waiting = [];
  }
}
