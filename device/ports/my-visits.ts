import type { MyVisitsAnswer, MyVisitsErased, MyVisitsTime } from '../contract/my-visits.ts';
import type { Result } from '../contract/result.ts';
import type { SessionId } from './session.ts';

/**
 * `my-visits-closed`: nothing is open for this session by that number, or not any more. `not-a-visitors`: a card of
 * whoever looks after the office is taken out by a host. `card-blocked`: a block is no visitor's to lift.
 */
export type MyVisitsFault = {
  readonly code: 'my-visits-closed' | 'no-more-time' | 'not-a-visitors' | 'card-blocked' | 'storage-failed';
  readonly message: string;
};

type Answer<T> = Promise<Result<T, MyVisitsFault>>;

/**
 * What is stored about a card, for whoever lays it on the reader and in the browser session that asked alone. `id`: the
 * number of that tap's outcome; it is good for a minute, and for another one each time that more time is asked for.
 */
export interface MyVisitsDesk {
  /** The next tap, if it comes in time and the PIN is right where there is one, opens what is stored about its card. */
  request(session: SessionId): void;
  read(session: SessionId, id: number): Answer<MyVisitsAnswer>;
  /** Visits and count stay; nothing in the log leads from them to the card any more. */
  erase(session: SessionId, id: number): Answer<MyVisitsErased>;
  /** Likewise, and a visitor's card is registered here no longer; one that is blocked stays so. */
  forgetCard(session: SessionId, id: number): Answer<MyVisitsErased>;
  giveMoreTime(session: SessionId, id: number): Result<MyVisitsTime, MyVisitsFault>;
  close(session: SessionId, id: number): void;
}
