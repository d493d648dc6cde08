import type { BoxFacts } from '../contract/box-facts.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { ReaderId } from '../contract/ids.ts';
import type { EpochMs, MonotonicMs } from '../contract/units.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { ControllerParts } from './controller-parts.ts';
import type { DiskWatch } from './disk-watch.ts';

type FactsParts = Pick<ControllerParts, 'clock' | 'broker' | 'directory' | 'rules' | 'lifeSign' | 'watched'>;

/** Gathers what the box knows of itself; asks no disk and no network. */
export class BoxFactsTeller {
  readonly #parts: FactsParts;
  readonly #disk: Pick<DiskWatch, 'freeBytes' | 'walBytes'>;
  readonly #startedAt: MonotonicMs;
  readonly #lastSign: EpochMs | null;
  readonly #heardAt = new Map<ReaderId, EpochMs>();
  #backupAt: EpochMs | null = null;

  constructor(parts: FactsParts, disk: Pick<DiskWatch, 'freeBytes' | 'walBytes'>) {
    this.#parts = parts;
    this.#disk = disk;
    this.#startedAt = parts.clock.monotonicMs();
    this.#lastSign = parts.lifeSign.last();
  }

  /** What the log tells of the time before this start, oldest first. */
  learn(rows: readonly StoredEvent[]): void {
    for (const { event, atMs } of rows) this.note(event, atMs);
  }

  note(event: LoggedEvent, at: EpochMs): void {
    if (event.type === 'backup-made') this.#backupAt = at;
  }

  readerHeard(reader: ReaderId): void {
    this.#heardAt.set(reader, this.#parts.clock.wallMs());
  }

  read(): BoxFacts {
    const { broker, clock, directory, rules, watched } = this.#parts;
    return {
      // By the clock as it goes now: it may have been set since.
      startedAtMs: Math.round(clock.wallMs() - (clock.monotonicMs() - this.#startedAt)),
      lastSignMs: this.#lastSign,
      diskFreeBytes: this.#disk.freeBytes,
      walBytes: this.#disk.walBytes,
      certificate: broker.certificate(),
      hostCards: directory.hostCards(),
      heardAtMs: Object.fromEntries(this.#heardAt),
      policyVersion: rules.policy.version,
      watchdog: watched,
      backupAtMs: this.#backupAt,
    };
  }
}
