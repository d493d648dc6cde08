import { seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';

const LOOK_EVERY = seconds(60);
/** The log of some months, and the room that SQLite wants beside it. */
const NEARLY_FULL_BYTES = 200 * 2 ** 20;
/** Once it was told, so much more must be free before it is taken back: no flutter at the edge. */
const ROOM_AGAIN_BYTES = 300 * 2 ** 20;
/** Eight times of what it has while nobody else reads the database: months of taps. */
const WAL_LARGE_BYTES = 32 * 2 ** 20;
const WAL_SMALL_AGAIN_BYTES = 8 * 2 ** 20;

type DiskWatchParts = {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Bytes left on the disk; null when it cannot be asked. */
  readonly diskFree: () => number | null;
  /** Bytes of the database's write-ahead log; null when it cannot be asked. */
  readonly walBytes: () => number | null;
  readonly onChange: () => void;
};

/**
 * Tells in time that the disk will be full, so that somebody can see to it before a record is late; and that another
 * program reads the database for so long that its write-ahead log fills the disk.
 */
export class DiskWatch {
  nearlyFull = false;
  /** As they were a minute ago at most; null while nobody knows. */
  freeBytes: number | null = null;
  walBytes: number | null = null;
  walLarge = false;
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
    this.#cancel = this.#parts.clock.after(LOOK_EVERY, () => this.#look());
    this.#lookAtRoom();
    this.#lookAtWal();
  }

  #lookAtRoom(): void {
    const { journal, diskFree, onChange } = this.#parts;
    const free = diskFree();
    this.freeBytes = free;
    if (free === null) return;
    const nearlyFull = free < (this.nearlyFull ? ROOM_AGAIN_BYTES : NEARLY_FULL_BYTES);
    if (nearlyFull === this.nearlyFull) return;
    this.nearlyFull = nearlyFull;
    journal.write({ type: nearlyFull ? 'disk-nearly-full' : 'disk-has-room', freeBytes: free });
    onChange();
  }

  #lookAtWal(): void {
    const { journal, walBytes, onChange } = this.#parts;
    this.walBytes = walBytes();
    const bytes = this.walBytes ?? 0;
    const large = bytes > (this.walLarge ? WAL_SMALL_AGAIN_BYTES : WAL_LARGE_BYTES);
    if (large === this.walLarge) return;
    this.walLarge = large;
    journal.write({ type: large ? 'database-held' : 'database-let-go', walBytes: bytes });
    onChange();
  }
}
