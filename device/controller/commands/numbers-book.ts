import type { UsedNumbers } from '../../ports/used-numbers.ts';

/** The highest number of each name that has been used, in this run and before. */
export class NumbersBook {
  readonly #stored: UsedNumbers;
  readonly #noted = new Map<string, number>();
  #before: ReadonlyMap<string, number> | null = null;

  constructor(stored: UsedNumbers) {
    this.#stored = stored;
  }

  /** 0 when none has; null when the disk does not tell. */
  async last(name: string): Promise<number | null> {
    if (this.#before === null) {
      const read = await this.#stored.all();
      if (!read.ok) return null;
      this.#before = read.value;
    }
    return Math.max(this.#before.get(name) ?? 0, this.#noted.get(name) ?? 0);
  }

  /** It is used now, whatever the disk says. */
  note(name: string, number: number): void {
    this.#noted.set(name, number);
  }
}
