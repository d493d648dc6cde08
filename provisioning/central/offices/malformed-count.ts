import type { Malformed } from './parse-message.ts';

/** What anybody may write as a topic is no reason to remember ever more of them. */
const MOST_PLACES = 10_000;
const ELSEWHERE = '(other topics)';

/** How many messages of each office were dropped, and why. */
export class MalformedCount {
  readonly #counts = new Map<string, Map<Malformed, number>>();
  readonly #note: (line: string) => void;

  /** `note` is told of the 1st, the 10th, the 100th …: a fault that goes on does not fill a log. */
  constructor(note: (line: string) => void) {
    this.#note = note;
  }

  add(topic: string, code: Malformed): void {
    const place = this.#placeOf(topic);
    const ofPlace = this.#counts.get(place) ?? new Map<Malformed, number>();
    this.#counts.set(place, ofPlace);
    const count = (ofPlace.get(code) ?? 0) + 1;
    ofPlace.set(code, count);
    if (/^10*$/.test(String(count))) this.#note(`${place}: ${code}: ${count} message(s) dropped`);
  }

  /** Of one office, `operator/office`, for all reasons. */
  of(office: string): number {
    return [...(this.#counts.get(office)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }

  #placeOf(topic: string): string {
    const [, name] = /^ak\/v1\/([a-z0-9-]{1,63}\/[a-z0-9-]{1,63})\//.exec(topic) ?? [];
    if (name === undefined) return ELSEWHERE;
    return this.#counts.has(name) || this.#counts.size < MOST_PLACES ? name : ELSEWHERE;
  }
}
