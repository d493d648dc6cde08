import { seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';

const LOOK_EVERY = seconds(60);
/** The log of some months, and the room that SQLite wants beside it. */
const NEARLY_FULL_BYTES = 200 * 2 ** 20;
/** Once it was told, so much more must be free before it is taken back: no flutter at the edge. */
const ROOM_AGAIN_BYTES = 300 * 2 ** 20;

type DiskWatchParts = {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Bytes left on the disk; null when it cannot be asked. */
  readonly diskFree: () => number | null;
  /** Bytes of the database's write-ahead log; null when it cannot be asked. */
  readonly walBytes: () => number | null;
  readonly onChange: () => void;
};

/** Tells in time that the disk will be full, so that somebody can see to it before a record is late. */
export class DiskWatch {
  nearlyFull = false;
  /** As they were a minute ago at most; null while nobody knows. */
  freeBytes: number | null = null;
  walBytes: number | null = null;
  readonly #parts: DiskWatchParts;
  #cancel: CancelTimer = () => {};

  constructor(parts: DiskWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { clock, journal, diskFree, onChange } = this.#parts;
    this.#cancel = clock.after(LOOK_EVERY, () => this.#look());
    const free = diskFree();
    this.freeBytes = free;
    this.walBytes = this.#parts.walBytes();
    if (free === null) return;
    const nearlyFull = free < (this.nearlyFull ? ROOM_AGAIN_BYTES : NEARLY_FULL_BYTES);
    if (nearlyFull === this.nearlyFull) return;
    this.nearlyFull = nearlyFull;
    journal.write({ type: nearlyFull ? 'disk-nearly-full' : 'disk-has-room', freeBytes: free });
    onChange();
  }
}
