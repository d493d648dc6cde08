import { type FeedOffice, officeName } from '../../../device/contract/feed/topics.ts';
import type { FeedHistory, KeptMessage } from '../history/feed-history.ts';
import type { FeedMessage } from './feed-message.ts';
import type { LocalDays } from './local-day.ts';
import { UNHEARD_LOG } from './log-watch.ts';
import type { MalformedCount } from './malformed-count.ts';
import { forgottenOffice, isAfterForgetting, isForgotten, type OfficeState, unheardOffice } from './office-state.ts';
import { parseMessage } from './parse-message.ts';
import { received } from './receive.ts';
import { isOpen } from './stream-count.ts';

/** One message as a broker hands it over. */
export type Incoming = { readonly topic: string; readonly payload: Uint8Array; readonly retained: boolean };

export type CollectorParts = {
  readonly history: FeedHistory;
  readonly malformed: MalformedCount;
  readonly days: LocalDays;
  readonly now: () => number;
  /** Public keys of boxes, base64, by `operator/office`; of the others the first that is heard is taken. */
  readonly keys: ReadonlyMap<string, string>;
  /** Offices, `operator/office`, whose log and key are taken anew. */
  readonly acceptLog?: readonly string[];
  /** Offices that are closed for good, or for long: they are shown no longer, until they tell of a time after now. */
  readonly forget?: readonly FeedOffice[];
};

/** What is known of every office, from what the brokers hand over. */
export class Collector {
  readonly #parts: CollectorParts;
  readonly #offices = new Map<string, OfficeState>();
  #last: Promise<void> = Promise.resolve();
  /** Told of an office after what it said is stored. */
  onChanged: (name: string, office: OfficeState) => void = () => {};

  private constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  /** Knows what the history knows. Rejects when that cannot be read, or does not take that a log is taken anew. */
  static async begin(parts: CollectorParts): Promise<Collector> {
    const collector = new Collector(parts);
    const anew: OfficeState[] = [];
    for (const office of await parts.history.offices()) {
      const name = officeName(office);
      const isAnew = parts.acceptLog?.includes(name) ?? false;
      const log = isAnew ? UNHEARD_LOG : office.log;
      const begun = { ...office, log: { ...log, key: parts.keys.get(name) ?? log.key } };
      collector.#offices.set(name, begun);
      if (isAnew) anew.push(begun);
    }
    const keyOf = (office: FeedOffice) => parts.keys.get(officeName(office)) ?? null;
    const forgotten = (parts.forget ?? []).map((office) => forgottenOffice(office, parts.now(), keyOf(office)));
    for (const office of forgotten) collector.#offices.set(officeName(office), office);
    const changed = [...anew, ...forgotten];
    if (changed.length > 0) await parts.history.store({ messages: [], offices: changed });
    return collector;
  }

  /** All that are shown. */
  get offices(): ReadonlyMap<string, OfficeState> {
    return new Map([...this.#offices].filter(([, office]) => !isForgotten(office)));
  }

  /**
   * Takes messages in, one batch after the other, in the order in which they are handed over. Resolves when all that is of worth in them is stored; rejects when the
   * history did not take it, and then nothing of it has happened.
   */
  take(batch: readonly Incoming[]): Promise<void> {
    return this.#inTurn(() => this.#takeNow(batch));
  }

  /** Forgets what came before this moment. Rejects when the history did not. */
  forgetBefore(ms: number): Promise<void> {
    return this.#inTurn(() => this.#forgetNow(ms));
  }

  /** What a lost connection has handed over may still be on its way to the disk when the next one hands it over again. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => {});
    return done;
  }

  async #takeNow(batch: readonly Incoming[]): Promise<void> {
    const changed = new Map<string, OfficeState>();
    const kept: KeptMessage[] = [];
    for (const { topic, payload, retained } of batch) {
      const parsed = parseMessage(topic, payload);
      if (!parsed.ok) {
        this.#parts.malformed.add(topic, parsed.error.code);
        continue;
      }
      const message = parsed.value;
      const name = officeName(message);
      const office = changed.get(name) ?? this.#offices.get(name) ?? this.#unheard(message);
      if (await this.#isDoubled(office, message, kept)) continue;
      const nowMs = this.#parts.now();
      if (isAfterForgetting(office, message.atMs))
        changed.set(name, received(office, message, { nowMs, dayMs: this.#parts.days.startOf(nowMs), retained }));
      if (message.kind !== 'state')
        kept.push({ message, text: Buffer.from(payload).toString('utf8'), receivedMs: nowMs });
    }
    if (changed.size + kept.length > 0)
      await this.#parts.history.store({ messages: kept, offices: [...changed.values()] });
    for (const [name, office] of changed) {
      this.#offices.set(name, office);
      if (!isForgotten(office)) this.onChanged(name, office);
    }
  }

  async #forgetNow(ms: number): Promise<void> {
    for (const [name, office] of this.#offices) {
      const gaps = office.gaps.filter(({ sinceMs }) => sinceMs >= ms);
      if (gaps.length === office.gaps.length) continue;
      this.#offices.set(name, { ...office, gaps });
      this.onChanged(name, { ...office, gaps });
    }
    await this.#parts.history.forgetBefore(ms);
  }

  /** Of most the count tells; only one that it has passed is looked for in the history. */
  async #isDoubled(office: OfficeState, message: FeedMessage, kept: readonly KeptMessage[]): Promise<boolean> {
    if (message.kind === 'state') return false;
    const { topic, bootid, seq, content } = message;
    const count = office.counts[content.stream];
    if (count === undefined || seq > count.highest || isOpen(office.gaps, content.stream, seq)) return false;
    const name = officeName(message);
    const isSame = ({ message: other }: KeptMessage) =>
      other.seq === seq && other.bootid === bootid && other.topic === topic && officeName(other) === name;
    return kept.some(isSame) || (await this.#parts.history.has(message));
  }

  #unheard(message: FeedMessage): OfficeState {
    const nowMs = this.#parts.now();
    const key = this.#parts.keys.get(officeName(message)) ?? null;
    return unheardOffice(message, Math.min(message.atMs, nowMs), this.#parts.days.startOf(nowMs), key);
  }
}
