import type { FeedState } from '../contract/feed/state.ts';
import { doorTopic, type FeedOffice, topicOf } from '../contract/feed/topics.ts';
import type { Outgoing } from './outgoing.ts';

type Slot = { readonly newest: FeedState; readonly seq: number };

/** Turns one state into what goes over the wire. */
export type StateWriter = (topic: string, seq: number, state: FeedState) => Pick<Outgoing, 'topic' | 'text'>;

/**
 * The states of the box, each with a topic of its own. Of what changes faster than the broker answers the newest is
 * told, and never two of one topic at a time. It outlives connections.
 */
export class StateBoard {
  readonly #office: FeedOffice;
  readonly #write: StateWriter;
  readonly #slots = new Map<string, Slot>();
  /** What the broker has not been told yet, the oldest first. */
  #due = new Set<string>();
  #inFlight = new Set<string>();

  constructor(office: FeedOffice, write: StateWriter) {
    this.#office = office;
    this.#write = write;
  }

  tell(newest: FeedState): void {
    const { stream } = newest;
    const topic = stream === 'doors' ? doorTopic(this.#office, newest.body.door) : topicOf(this.#office, stream);
    this.#slots.set(topic, { newest, seq: this.#slots.get(topic)?.seq ?? 0 });
    this.#due.add(topic);
  }

  /** Everything is to be told anew: the connection is another one, or what the broker holds grows old. */
  tellAll(): void {
    for (const topic of this.#slots.keys()) this.#due.add(topic);
  }

  /** There is no connection: what was in flight may not have come through. */
  lost(): void {
    this.#inFlight = new Set();
  }

  /** Null while there is nothing to tell. */
  next(): Outgoing | null {
    for (const topic of this.#due) {
      const slot = this.#slots.get(topic);
      const inFlight = this.#inFlight;
      if (slot === undefined || inFlight.has(topic)) continue;
      const seq = slot.seq + 1;
      this.#due.delete(topic);
      inFlight.add(topic);
      this.#slots.set(topic, { ...slot, seq });
      return {
        ...this.#write(topic, seq, slot.newest),
        kind: 'ageing-state',
        acknowledged: () => inFlight.delete(topic),
      };
    }
    return null;
  }
}
