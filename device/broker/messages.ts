import { messageText, StatusHeading } from '../contract/feed/envelope.ts';
import type { FeedState, StatusBody } from '../contract/feed/state.ts';
import { type FeedOffice, topicOf, topicPrefix } from '../contract/feed/topics.ts';
import type { BootId } from '../contract/ids.ts';
import { type EpochMs, minutes } from '../contract/units.ts';
import type { OutboxMessage } from '../ports/outbox.ts';
import type { Outgoing } from './outgoing.ts';

/** History that is older than that when it goes out rings no alarm. */
const LATE_AFTER = minutes(1);

type Written = Pick<Outgoing, 'topic' | 'text' | 'kind'>;

/** In the format of toISOString, which is RFC 3339’s, in UTC. */
const timeOf = (atMs: EpochMs) => new Date(atMs).toISOString();

/** What this box says, as it goes over the wire. */
export class Messages {
  readonly #office: FeedOffice;
  readonly #bootId: BootId;

  constructor(office: FeedOffice, bootId: BootId) {
    this.#office = office;
    this.#bootId = bootId;
  }

  state(topic: string, seq: number, { stream, body }: FeedState, nowMs: EpochMs): Pick<Written, 'topic' | 'text'> {
    const prefix = topicPrefix(this.#office);
    const heading = { seq, bootid: this.#bootId, time: timeOf(nowMs) };
    return { topic, text: messageText(prefix, topic.slice(prefix.length + 1), stream, heading, body) };
  }

  /** A row of the outbox. But for `late`, the same row gives the same text each time, at any connection. */
  history({ stream, seq, gapFrom, bootId, atMs, body }: OutboxMessage, nowMs: EpochMs): Written {
    const heading = { seq, bootid: bootId, time: timeOf(atMs), late: nowMs - atMs > LATE_AFTER };
    const [kind, data] = gapFrom === null ? [stream, body] : (['gap', { firstSeq: gapFrom, lastSeq: seq }] as const);
    const text = messageText(topicPrefix(this.#office), stream, kind, heading, data);
    return { topic: topicOf(this.#office, stream), text, kind: stream === 'log-head' ? 'kept-history' : 'history' };
  }

  /**
   * The two status messages of connection `connection` (1, 2, … within this boot): `online` has seq 2k-1, `offline` 2k.
   * The broker may send `offline` as the last will, so it is fixed, with its time, before the connection is made.
   */
  status(
    connection: number,
    atMs: EpochMs,
  ): { readonly topic: string; readonly online: string; readonly offline: string } {
    const topic = topicOf(this.#office, 'status');
    const text = (seq: number, status: StatusBody['status']) =>
      messageText(
        topicPrefix(this.#office),
        'status',
        'status',
        { seq, bootid: this.#bootId, time: timeOf(atMs) },
        { status },
      );
    return { topic, online: text(2 * connection - 1, 'online'), offline: text(2 * connection, 'offline') };
  }

  /** Whether a text is the status of another run than this one, and of a connection after `sinceMs`. */
  isAnothers(text: string, sinceMs: EpochMs): boolean {
    const said = statusIn(text);
    return said !== null && said.bootid !== this.#bootId && Date.parse(said.time) > sinceMs;
  }
}

/** Null when it is no status. */
function statusIn(text: string): StatusHeading | null {
  try {
    return StatusHeading.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
