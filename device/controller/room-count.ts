import type { Config } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId } from '../contract/ids.ts';
import { type EpochMs, minutes, seconds } from '../contract/units.ts';
import type { UsualDaySection } from '../contract/usual-day.ts';
import { MusterBook } from '../domain/muster.ts';
import { OccupancyLedger, type OfficePlan } from '../domain/occupancy.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { CancelTimer } from '../ports/clock.ts';
import type { ControllerParts } from './controller-parts.ts';
import { inTime } from './in-time.ts';
import { OccupancyTeller } from './occupancy-teller.ts';
import { StatisticsKeeper } from './statistics-keeper.ts';
import { UsualDayKeeper } from './usual-day-keeper.ts';

/** How exactly a start knows when the box went off. */
const SIGN_EVERY = seconds(60);

type RoomCountParts = Pick<ControllerParts, 'config' | 'clock' | 'lifeSign' | 'rules' | 'hours'> & {
  /** Whether a door could let somebody in. */
  readonly doorTakesAccess: () => boolean;
  readonly onHoursStored: () => void;
  /** More of the log is in the hourly statistics than before. */
  readonly onSummed: () => void;
  /** An hour is over, and held against a usual one. */
  readonly showUsualDay: (section: UsualDaySection | null) => void;
};

/** The count of this office and its statistics: rebuilt from the log at a start, and doubted after an outage. */
export class RoomCount {
  readonly ledger: OccupancyLedger;
  readonly teller: OccupancyTeller;
  readonly muster: MusterBook;
  readonly #statistics: StatisticsKeeper;
  readonly #usualDay: UsualDayKeeper;
  readonly #parts: RoomCountParts;
  #cancel: CancelTimer = () => {};

  constructor(parts: RoomCountParts) {
    this.#parts = parts;
    this.#statistics = new StatisticsKeeper({
      ...parts,
      publishes: parts.config.broker.mode !== 'none',
      onStored: () => {
        parts.onHoursStored();
        void this.#usualDay.refresh();
      },
    });
    this.#usualDay = new UsualDayKeeper({
      ...{ clock: parts.clock, hours: parts.hours, timeZone: parts.config.office.timeZone },
      show: parts.showUsualDay,
    });
    this.ledger = new OccupancyLedger(parts.clock.wallMs(), planOf(parts.config), (change, at) =>
      this.#statistics.noteVisit(change, at),
    );
    this.teller = new OccupancyTeller(this.ledger, parts.config);
    this.muster = new MusterBook(this.ledger);
  }

  /**
   * Returns when the count was last reset, as the log tells it, or else when the log began anew: of the day in which it
   * did nobody knows the count. Null when it tells of neither.
   */
  rebuild(rows: readonly StoredEvent[]): EpochMs | null {
    for (const row of rows) {
      this.ledger.apply(row.event, row.atMs);
      this.muster.apply(row.event, row.atMs);
      this.#statistics.replay(row, this.ledger.figure().present);
    }
    return dayBegan(rows);
  }

  /** What is to be logged of how long the box was off; null when that tells nothing against the count. */
  doubt(): LoggedEvent<'count-unknown'> | null {
    const { config, clock, lifeSign } = this.#parts;
    const { present } = this.ledger.figure();
    // Nobody could come in meanwhile: an office that was empty still is.
    if (present === null || present === 0) return null;
    const last = lifeSign.last();
    const outage = last === null ? null : clock.wallMs() - last;
    const allowed = minutes(config.occupancy.unknownAfterMinutes);
    // A clock that was put back tells nothing of how long it was.
    const known = outage !== null && outage > -SIGN_EVERY ? Math.max(0, outage) : null;
    return known !== null && known <= allowed ? null : { type: 'count-unknown', outageMs: known };
  }

  /** After the count has taken it. */
  note(event: LoggedEvent, at: EpochMs): void {
    this.muster.apply(event, at);
    this.#statistics.note(event, at, this.ledger.figure().present);
  }

  /** Before anything new is logged. */
  start(): void {
    void this.#statistics.start(this.#parts.lifeSign.last());
    void this.#usualDay.refresh();
    this.#giveSign();
  }

  /** Resolves when the hours that are over are stored, or cannot be. */
  async stop(): Promise<void> {
    const { clock, lifeSign } = this.#parts;
    this.#cancel();
    await inTime(lifeSign.give(clock.wallMs()), clock);
    await this.#statistics.stop();
  }

  #giveSign(): void {
    const { clock, lifeSign } = this.#parts;
    void lifeSign.give(clock.wallMs());
    this.#cancel = clock.after(SIGN_EVERY, () => this.#giveSign());
  }
}

/** When the log tells that the count was reset last, or that it began anew itself. */
export function dayBegan(rows: readonly StoredEvent[]): EpochMs | null {
  const begun = ({ event: { type } }: StoredEvent) => type === 'occupancy-reset' || type === 'log-begun';
  return rows.findLast(begun)?.atMs ?? null;
}

/** One leaves by the exit button where no reader takes a tap on the way out. */
function planOf({ doors, readers }: Config): OfficePlan {
  const areas = new Map(doors.map(({ id, area }) => [id, area ?? null]));
  const tapsOut = (door: DoorId) => readers.some((reader) => reader.door === door && reader.direction !== 'in');
  const areaOf = (door: DoorId) => areas.get(door) ?? null;
  return { areaOf, leavesByButton: (door) => areaOf(door) === null && !tapsOut(door) };
}
