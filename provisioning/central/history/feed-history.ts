import type { GapMessage, Heading, HistoryMessage } from '../offices/feed-message.ts';
import type { OfficeState } from '../offices/office-state.ts';

/** `text`: the message as it came. */
export type KeptMessage = {
  readonly message: HistoryMessage | GapMessage;
  readonly text: string;
  readonly receivedMs: number;
};

/** What came of a number of messages: stored as a whole, or not at all. */
export type HistoryBatch = {
  readonly messages: readonly KeptMessage[];
  /** As they are after all of these messages. */
  readonly offices: readonly OfficeState[];
};

/** A stored message. `body`: what the office told. */
export type PastMessage = {
  readonly topic: string;
  readonly bootid: string;
  readonly seq: number;
  readonly atMs: number;
  readonly receivedMs: number;
  readonly late: boolean;
  readonly type: string;
  readonly body: unknown;
};

export type MessageKey = Pick<Heading, 'operator' | 'office' | 'topic' | 'bootid' | 'seq'>;

/** Of one office, `fromMs` included, `untilMs` not, by the time of which they tell. */
export type HistoryQuery = Pick<Heading, 'operator' | 'office'> & {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly most: number;
};

/**
 * Where the histories of all offices are kept. Each method may take its time, so that a database on another machine can
 * stand behind it; each rejects when that does not do its work, and what was asked is then not done.
 */
export interface FeedHistory {
  /** All offices that are known. */
  offices(): Promise<readonly OfficeState[]>;
  /** Whether a message is kept already. */
  has(key: MessageKey): Promise<boolean>;
  /** Resolves when it is where a loss of power does not reach it. A message that is kept already is not kept twice. */
  store(batch: HistoryBatch): Promise<void>;
  /** The oldest first. */
  read(query: HistoryQuery): Promise<readonly PastMessage[]>;
  /** Forgets messages and gaps that came before this moment. */
  forgetBefore(receivedMs: number): Promise<void>;
  close(): Promise<void>;
}
