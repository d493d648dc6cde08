/** What is known of a number when it comes. */
export type Novelty = 'new' | 'doubled' | 'out-of-order';

/** The numbers of one topic of states: they count within a run of the box. */
export class StateSequence {
  #run = '';
  readonly #runsOver = new Set<string>();
  #seen = new Set<number>();
  #highest = 0;

  take(bootid: string, seq: number): Novelty {
    if (this.#runsOver.has(bootid)) return 'out-of-order';
    if (bootid !== this.#run) this.#begin(bootid);
    if (this.#seen.has(seq)) return 'doubled';
    this.#seen.add(seq);
    const novelty = seq > this.#highest ? 'new' : 'out-of-order';
    this.#highest = Math.max(this.#highest, seq);
    return novelty;
  }

  #begin(bootid: string): void {
    if (this.#run !== '') this.#runsOver.add(this.#run);
    this.#run = bootid;
    this.#seen = new Set();
    this.#highest = 0;
  }
}

/** The numbers of one stream of history: they count up by one for as long as the box lives. */
export class HistorySequence {
  /** At n - 1; NaN: not yet. */
  readonly #arrivedMs: number[] = [];
  readonly #late: boolean[] = [];

  take(seq: number, arrivedMs: number, late: boolean): Novelty {
    const known = this.#arrivedMs.length;
    if (seq <= known && !Number.isNaN(this.#arrivedMs[seq - 1])) return 'doubled';
    for (let missing = known + 1; missing < seq; missing++) this.#arrivedMs.push(Number.NaN);
    this.#arrivedMs[seq - 1] = arrivedMs;
    this.#late[seq - 1] = late;
    return seq > known ? 'new' : 'out-of-order';
  }

  heard(): { readonly arrivedMs: Float64Array<ArrayBuffer>; readonly late: Uint8Array<ArrayBuffer> } {
    const late = Array.from(this.#arrivedMs, (_, index) => (this.#late[index] === true ? 1 : 0));
    return { arrivedMs: Float64Array.from(this.#arrivedMs), late: Uint8Array.from(late) };
  }
}
