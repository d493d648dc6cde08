import { officeName } from '../../../device/contract/feed/topics.ts';
import { curveOfDay, withCount } from './day-curve.ts';
import type { FeedMessage, StateMessage } from './feed-message.ts';
import { withHead } from './log-watch.ts';
import type { OfficeState } from './office-state.ts';
import { withGap, withMessage } from './stream-count.ts';

/** States of one office: a box has eight doors at most, and one that makes up names does not fill this machine. */
const MOST_TOPICS = 64;
/** How many runs of a box that are over are remembered: a last will comes within one keep-alive or two. */
const MOST_PAST_BOOTS = 16;

/** How a message came: kept by the broker from before, or as it was said. */
export type Arrival = { readonly nowMs: number; readonly dayMs: number; readonly retained: boolean };

/** What an office is after one more message, which was not heard before. */
export function received(office: OfficeState, message: FeedMessage, arrival: Arrival): OfficeState {
  const today = { ...office, day: curveOfDay(office.day, arrival.dayMs) };
  // What was told late is no news: it does not say that the office is heard now. Nor does what a broker kept of it.
  const heardAtMs = Math.max(arrival.retained ? office.heardAtMs : 0, sayingMs(message, arrival));
  const heard = message.late ? today : { ...today, heardAtMs };
  if (message.kind === 'state') return withState(heard, message, arrival);
  if (message.kind === 'gap') return withGap(heard, message, arrival.nowMs);
  const { office: counted, step } = withMessage(heard, message, arrival);
  const { content } = message;
  // One that fills a gap is of before: it neither proves nor disproves what the log is now.
  if (content.stream !== 'log-head' || step === 'filled') return counted;
  return { ...counted, log: withHead(counted.log, officeName(office), content.body, arrival.retained) };
}

function withState(office: OfficeState, message: StateMessage, arrival: Arrival): OfficeState {
  const { content, atMs, late } = message;
  const { day } = office;
  const counted =
    content.stream === 'occupancy' ? { ...office, day: withCount(day, atMs, content.body.present) } : office;
  const isNew = office.newest[message.topic] === undefined;
  if (late || (isNew && Object.keys(office.newest).length >= MOST_TOPICS)) return counted;
  const ordered = ordering(counted, message, arrival);
  return ordered === null ? counted : withBody(ordered, message, arrival);
}

/**
 * Null when it is older than what is known: a lower number of the same run, or of a run that was followed by another. Of
 * several brokers each keeps the last that it was told: a run that ended elsewhere long ago is not the next one.
 */
function ordering(office: OfficeState, message: StateMessage, { retained }: Arrival): OfficeState | null {
  const { topic, bootid, seq, atMs } = message;
  const known = office.newest[topic];
  if (office.pastBoots.includes(bootid)) return null;
  if (known?.bootid === bootid && seq <= known.seq) return null;
  if (known !== undefined && known.bootid !== bootid && retained && atMs <= known.atMs) return null;
  const newest = { ...office.newest, [topic]: { bootid, seq, atMs } };
  if (known === undefined || known.bootid === bootid) return { ...office, newest };
  return { ...office, newest, pastBoots: [...office.pastBoots, known.bootid].slice(-MOST_PAST_BOOTS) };
}

/** What the broker kept may be old by now; what is said now is news, whatever the box’s clock says. */
function sayingMs({ atMs }: FeedMessage, { retained, nowMs }: Arrival): number {
  return retained ? Math.min(atMs, nowMs) : nowMs;
}

function withBody(office: OfficeState, message: StateMessage, arrival: Arrival): OfficeState {
  const { content } = message;
  const newsMs = sayingMs(message, arrival);
  switch (content.stream) {
    case 'status': {
      const online = content.body.status === 'online';
      return online === office.online ? office : { ...office, online, onlineSinceMs: newsMs };
    }
    case 'occupancy':
      return { ...office, occupancy: { body: content.body, newsMs } };
    case 'evacuation':
      return { ...office, evacuation: content.body.active };
    case 'doors':
      return { ...office, doors: { ...office.doors, [content.body.door]: content.body } };
    case 'health':
      return { ...office, health: content.body };
  }
}
