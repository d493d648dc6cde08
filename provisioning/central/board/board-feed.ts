import type { FeedLink } from '../../../device/contract/feed/board.ts';
import type { LocalDays } from '../offices/local-day.ts';
import { isCountFresh, rowOf } from '../offices/office-row.ts';
import type { OfficeState } from '../offices/office-state.ts';

/** `text`: the row as JSON; `fresh`: whether its count was one of then. */
type Shown = { readonly text: string; readonly fresh: boolean };

/**
 * What the board shows, as the texts of its events. A row is made into text when it changes and at no other time: what
 * many browsers are told costs no more than what one is.
 */
export class BoardFeed {
  readonly #now: () => number;
  readonly #days: LocalDays;
  readonly #offices = new Map<string, OfficeState>();
  readonly #shown = new Map<string, Shown>();
  readonly #changed = new Set<string>();
  #link: FeedLink;
  #linkChanged = false;
  #revision = 1;
  #dayMs: number;

  constructor(now: () => number, days: LocalDays) {
    this.#now = now;
    this.#days = days;
    this.#link = { state: 'starting', sinceMs: now() };
    this.#dayMs = days.startOf(now());
  }

  set(name: string, office: OfficeState): void {
    this.#offices.set(name, office);
    this.#changed.add(name);
  }

  setLink(link: FeedLink): void {
    this.#link = link;
    this.#linkChanged = true;
  }

  /** A `BoardSnapshot` as JSON: all that was told so far. */
  snapshot(): string {
    return this.#text([...this.#shown.values()].map(({ text }) => text));
  }

  /** A `BoardDelta` as JSON: what has changed since the last one; null when nothing has. */
  delta(): string | null {
    const nowMs = this.#now();
    this.#noteTime(nowMs);
    const rows = [...this.#changed]
      .filter((name) => this.#show(name, nowMs))
      .map((name) => this.#shown.get(name)?.text);
    this.#changed.clear();
    if (rows.length === 0 && !this.#linkChanged) return null;
    this.#linkChanged = false;
    this.#revision += 1;
    return this.#text(rows);
  }

  /** What changes by itself: a count becomes too old to be told, a day begins. */
  #noteTime(nowMs: number): void {
    const dayMs = this.#days.startOf(nowMs);
    const isNewDay = dayMs !== this.#dayMs;
    this.#dayMs = dayMs;
    for (const [name, office] of this.#offices) {
      const isStale = this.#shown.get(name)?.fresh === true && !isCountFresh(office, nowMs);
      if (isNewDay || isStale) this.#changed.add(name);
    }
  }

  /** False when it is as it was shown. */
  #show(name: string, nowMs: number): boolean {
    const office = this.#offices.get(name);
    if (office === undefined) return false;
    const text = JSON.stringify(rowOf(office, nowMs, this.#dayMs));
    const isSame = this.#shown.get(name)?.text === text;
    this.#shown.set(name, { text, fresh: isCountFresh(office, nowMs) });
    return !isSame;
  }

  #text(rows: readonly (string | undefined)[]): string {
    const head = { revision: this.#revision, atMs: this.#now(), link: this.#link, dayMs: this.#dayMs };
    return `${JSON.stringify(head).slice(0, -1)},"offices":[${rows.join(',')}]}`;
  }
}
