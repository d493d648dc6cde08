import type { LoggedEvent } from '../contract/events.ts';
import type { HourRow } from '../contract/statistics.ts';
import { type EpochMs, epochMs, hours, seconds } from '../contract/units.ts';
import { HourStatistics, SETTLED_AFTER } from '../domain/hour-statistics.ts';
import type { VisitChange } from '../domain/visits.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { RulesInForce } from './rules-in-force.ts';

const LOOK_EVERY = seconds(60);

type StatisticsParts = {
  readonly clock: Clock;
  readonly rules: Pick<RulesInForce, 'schedule'>;
  readonly hours: HourStore;
  /** Whether central staff are told of each hour. */
  readonly publishes: boolean;
  /** Whether a door could let somebody in. */
  readonly doorTakesAccess: () => boolean;
  /** Hours were stored, and put into the outbox where they are published. */
  readonly onStored: () => void;
  /** More of the log is in the hours than before. */
  readonly onSummed: () => void;
};

/** Makes the hourly statistics as the events come, and stores each hour once it is over. */
export class StatisticsKeeper {
  readonly #parts: StatisticsParts;
  readonly #statistics: HourStatistics;
  #cancel: CancelTimer = () => {};
  #summedBefore = 0;
  /** Of what was logged in an earlier run: the last row, and the first of the hour that is not told yet. */
  #replayed: { readonly last: number; readonly notOver: number | null } = { last: 0, notOver: null };
  readonly #hourBegan: EpochMs;
  /** What the disk has not taken. */
  #unstored: readonly HourRow[] = [];

  constructor(parts: StatisticsParts) {
    this.#parts = parts;
    this.#statistics = new HourStatistics(() => parts.rules.schedule);
    this.#hourBegan = epochMs(Math.floor((parts.clock.wallMs() - SETTLED_AFTER) / hours(1)) * hours(1));
  }

  /** What was logged in an earlier run: in its order, after the count has taken it. */
  replay({ event, atMs: at, seq }: StoredEvent, present: number | null): void {
    this.#replayed = { last: seq, notOver: this.#replayed.notOver ?? (at >= this.#hourBegan ? seq : null) };
    // The log does not tell how the office was served; by and large as it was planned.
    this.#statistics.noteService(this.#parts.rules.schedule.stateAt(at).mode, true, at);
    this.#statistics.apply(event, at, present);
  }

  noteVisit(change: VisitChange, at: EpochMs): void {
    this.#statistics.noteVisit(change, at);
  }

  /** After the count has taken it. */
  note(event: LoggedEvent, at: EpochMs, present: number | null): void {
    this.#noteService();
    this.#statistics.apply(event, at, present);
  }

  /** `offSince`: when the run before was last known to be well; null when that is not known. Resolves with what it missed stored, or not. */
  async start(offSince: EpochMs | null): Promise<void> {
    if (offSince !== null) this.#statistics.noteStopped(offSince);
    await this.#store(this.#replayed.notOver ?? this.#replayed.last + 1);
    this.#look();
  }

  /** What is over is stored; the hour that is not is made anew by the next start. */
  async stop(): Promise<void> {
    this.#cancel();
    await this.#store(null);
  }

  #look(): void {
    this.#noteService();
    void this.#store(null);
    this.#cancel = this.#parts.clock.after(LOOK_EVERY, () => this.#look());
  }

  #noteService(): void {
    const { clock, rules, doorTakesAccess } = this.#parts;
    const now = clock.wallMs();
    this.#statistics.noteService(rules.schedule.stateAt(now).mode, doorTakesAccess(), now);
  }

  async #store(anewBefore: number | null): Promise<void> {
    const { clock, hours: store, publishes, onStored, onSummed } = this.#parts;
    const now = clock.wallMs();
    const rows = [...this.#unstored, ...this.#statistics.finished(now)];
    if (rows.length === 0) return;
    this.#unstored = [];
    const stored = await store.put(rows, now, anewBefore, publishes);
    // The newest of an hour is stored last.
    if (!stored.ok) this.#unstored = [...rows, ...this.#unstored];
    else onStored();
    const summed = await store.summedBefore();
    if (!summed.ok || summed.value === this.#summedBefore) return;
    this.#summedBefore = summed.value;
    onSummed();
  }
}
