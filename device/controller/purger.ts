import type { Config } from '../contract/config.ts';
import { RecordClass } from '../contract/events/define.ts';
import { typesOfClass } from '../contract/events.ts';
import type { Result } from '../contract/result.ts';
import { type HoldPurgeCommand, KeptClass, type RetentionSection } from '../contract/retention.ts';
import { days, type EpochMs, epochMs, hours, minutes } from '../contract/units.ts';
import { expiredBefore, purgeCutoff } from '../domain/retention.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { Journal } from '../ports/journal.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Oldest, PurgeHold, PurgeOrder, Retention } from '../ports/retention.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { LogKeeper } from './log-keeper.ts';

/** A purge that could not be is tried again. */
const RETRY = minutes(10);
/** How long a message may wait for the broker. */
const MESSAGE_DAYS = 30;
/** A clock that was put forward or back may be so again. */
const STEADY_AGAIN = hours(1);

type PurgerParts = {
  readonly privacy: Config['privacy'];
  readonly retention: Retention;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly clock: Clock;
  readonly clockWatch: Pick<ClockWatch, 'isSteadyFor'>;
  /** Null where nobody says. */
  readonly synchronised: () => boolean | null;
  readonly journal: Journal;
  readonly hours: Pick<HourStore, 'summedBefore'>;
  readonly outbox: Pick<Outbox, 'dropSome'>;
  readonly onChange: () => void;
};

/**
 * Purges what may be kept no longer: at each start, and each day after the count is reset. Never while a host holds it,
 * never by a clock that is not to be trusted, and never what the statistics have not been made of.
 */
export class Purger {
  readonly #parts: PurgerParts;
  #hold: PurgeHold | null = null;
  /** Until then a hold may be in the log that nobody knows of. */
  #holdIsKnown = false;
  /** Rows that went and that the log does not tell of yet. */
  #untold = 0;
  #lastPurgeAt: EpochMs | null = null;
  readonly #days: Readonly<Record<KeptClass, number>>;
  readonly #oldest = new Map<KeptClass, EpochMs | null>();
  #running: Promise<void> = Promise.resolve();
  #cancel: CancelTimer = () => {};
  #stopped = false;

  constructor(parts: PurgerParts) {
    this.#parts = parts;
    const { visitDays: visits, operationsDays: operations, auditDays: audit, incidentDays: incidents } = parts.privacy;
    this.#days = { visits, operations, audit, incidents };
  }

  /** Resolves when the storage is asked for nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  /** While one is under way, the next follows it. */
  purge(): void {
    this.#running = this.#running.then(async () => {
      const done = await this.#purgeAll();
      this.#cancel();
      if (!done && !this.#stopped) this.#cancel = this.#parts.clock.after(RETRY, () => this.purge());
      await this.#learnOldest();
      this.#parts.onChange();
    });
  }

  section(): RetentionSection {
    const hold = this.#activeHold();
    return {
      kept: KeptClass.options.map((name) => ({
        name,
        days: this.#days[name],
        oldestMs: this.#oldest.get(name) ?? null,
      })),
      lastPurgeAtMs: this.#lastPurgeAt,
      waitsForClock: !this.#clockIsGood(),
      hold: hold && { why: hold.why, by: hold.by, untilMs: hold.until },
    };
  }

  async hold({ why, days: lasts }: HoldPurgeCommand, by: string): Promise<void> {
    const { clock, keeper, onChange } = this.#parts;
    const until = epochMs(clock.wallMs() + days(lasts));
    this.#hold = { why, by, until };
    this.#holdIsKnown = true;
    await keeper.keep({ type: 'purge-held', why, untilMs: until, by });
    onChange();
  }

  async release(by: string): Promise<void> {
    if (this.#hold === null) return;
    this.#hold = null;
    await this.#parts.keeper.keep({ type: 'purge-released', by });
    this.purge();
  }

  #activeHold(): PurgeHold | null {
    return this.#hold !== null && this.#hold.until > this.#parts.clock.wallMs() ? this.#hold : null;
  }

  #clockIsGood(): boolean {
    const { synchronised, clockWatch } = this.#parts;
    return synchronised() !== false && clockWatch.isSteadyFor(STEADY_AGAIN);
  }

  /** A hold that is ordered, or a clock that is put forward, in the middle of a purge ends it. */
  #mayPurge(): boolean {
    return !this.#stopped && this.#activeHold() === null && this.#clockIsGood();
  }

  /** False when it has to be tried again. */
  async #purgeAll(): Promise<boolean> {
    if (!(await this.#learnHold()) || !this.#mayPurge()) return false;
    const now = this.#parts.clock.wallMs();
    const purged = await this.#purgeClasses(now);
    // What went before it was broken off is told, too.
    const told = await this.#tell(now);
    const tasks = [() => this.#forgetExpired(now), () => this.#dropMessages(now), () => this.#removeAside(now)];
    if (!purged || !told) return false;
    for (const task of [...tasks, () => this.#compact()]) if (!(await task())) return false;
    this.#lastPurgeAt = now;
    return true;
  }

  async #learnHold(): Promise<boolean> {
    if (this.#holdIsKnown) return true;
    const hold = await this.#parts.retention.hold();
    // One that was ordered meanwhile is newer.
    if (!hold.ok || this.#holdIsKnown) return this.#holdIsKnown;
    this.#hold = hold.value;
    this.#holdIsKnown = true;
    return true;
  }

  async #purgeClasses(now: EpochMs): Promise<boolean> {
    const { retention, hours } = this.#parts;
    const [marks, summed] = await Promise.all([retention.marks(), hours.summedBefore()]);
    if (!marks.ok || !summed.ok) return false;
    const expiredOf = (name: KeptClass) => expiredBefore(marks.value, purgeCutoff(now, this.#days[name]), now);
    for (const recordClass of RecordClass.options) {
      // What the statistics have not been made of stays until they have.
      if (!(await this.#purgeClass(recordClass, Math.min(expiredOf(recordClass), summed.value)))) return false;
    }
    return this.#purgeIncidents(expiredOf('incidents'));
  }

  #purgeClass(recordClass: RecordClass, before: number): Promise<boolean> {
    const order = { recordClass, types: typesOfClass(recordClass), before };
    const purgeSome = async () => {
      const purged = await this.#parts.retention.purgeSome(order);
      if (purged.ok) this.#untold += purged.value.records;
      return purged;
    };
    return this.#until(purgeSome, ({ done }) => done);
  }

  async #purgeIncidents(before: number): Promise<boolean> {
    const { retention, journal } = this.#parts;
    let records = 0;
    const purgeSome = async () => {
      const purged = await retention.purgeIncidents(before);
      if (purged.ok) records += purged.value.records;
      return purged;
    };
    const done = await this.#until(purgeSome, (purged) => purged.done);
    if (records > 0) journal.write({ type: 'incidents-purged', records });
    return done;
  }

  /** For the host alone: what the disk does not tell stays unknown until the next purge. */
  async #learnOldest(): Promise<void> {
    const { retention } = this.#parts;
    for (const recordClass of RecordClass.options)
      this.#oldest.set(recordClass, await this.#oldestOf({ recordClass, types: typesOfClass(recordClass) }));
    const incident = await retention.oldestIncident();
    this.#oldest.set('incidents', incident.ok ? incident.value : null);
  }

  async #oldestOf(order: Omit<PurgeOrder, 'before'>): Promise<EpochMs | null> {
    let after: number | null = 0;
    while (after !== null && !this.#stopped) {
      const looked: Result<Oldest, StorageFault> = await this.#parts.retention.oldestSome(order, after);
      if (!looked.ok || looked.value.at !== null) return looked.ok ? looked.value.at : null;
      after = looked.value.next;
    }
    return null;
  }

  async #tell(now: EpochMs): Promise<boolean> {
    const { retention, journal } = this.#parts;
    for (;;) {
      const told = await retention.record(now, this.#untold);
      if (!told.ok) return false;
      this.#untold = 0;
      if (told.value === null) return true;
      journal.write(told.value);
    }
  }

  #forgetExpired(now: EpochMs): Promise<boolean> {
    const { retention, privacy } = this.#parts;
    const cutoff = purgeCutoff(now, privacy.visitDays);
    return this.#until(
      () => retention.forgetExpired(now, cutoff),
      ({ length }) => length === 0,
    );
  }

  /** What the broker was away for so long for leaves a gap that says how many messages went. */
  #dropMessages(now: EpochMs): Promise<boolean> {
    const { outbox } = this.#parts;
    const cutoff = purgeCutoff(now, MESSAGE_DAYS);
    return this.#until(
      () => outbox.dropSome(cutoff),
      (done) => done,
    );
  }

  /** Whatever is in a file that was put aside is as old as its name says, at least. */
  #removeAside(now: EpochMs): Promise<boolean> {
    const { retention, privacy, journal } = this.#parts;
    const cutoff = epochMs(now - days(privacy.visitDays));
    const removeOne = async () => {
      const removed = await retention.removeAside(cutoff);
      if (removed.ok && removed.value !== null) journal.write({ type: 'put-aside-removed', file: removed.value });
      return removed;
    };
    return this.#until(removeOne, (file) => file === null);
  }

  #compact(): Promise<boolean> {
    const { retention } = this.#parts;
    return this.#until(
      () => retention.compactSome(),
      (done) => done,
    );
  }

  /** Step by step, so that what a door asks of the disk comes in between. False when it could not be done. */
  async #until<T>(step: () => Promise<Result<T, StorageFault>>, isDone: (value: T) => boolean): Promise<boolean> {
    while (this.#mayPurge()) {
      const result = await step();
      if (!result.ok) return false;
      if (isDone(result.value)) return true;
    }
    return false;
  }
}
