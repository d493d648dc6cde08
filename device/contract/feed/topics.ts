import { z } from 'zod';
import { DoorId, OfficeId, OperatorId } from '../ids.ts';

/**
 * State: the newest of it is all that matters. Retained, kept in memory, told anew at each connection and each five
 * minutes; what nobody tells anew goes from the broker by itself (MQTT 5 §3.3.2.3.3), so that it never holds a stale
 * figure. `seq` counts within a run of the box, and a gap in it is a state that was overtaken.
 */
export const StateStream = z.enum(['status', 'occupancy', 'evacuation', 'doors', 'health']);
export type StateStream = z.infer<typeof StateStream>;

/**
 * History: every message matters. Kept in the outbox until the broker has acknowledged it. `seq` counts up by one for as
 * long as the box lives: a gap in it is a loss.
 */
export const HistoryStream = z.enum(['events', 'hourly', 'log-head', 'receipt']);
export type HistoryStream = z.infer<typeof HistoryStream>;

export const FeedStream = z.enum([...StateStream.options, ...HistoryStream.options]);
export type FeedStream = z.infer<typeof FeedStream>;

/** Whose feed it is. */
export type FeedOffice = { readonly operator: OperatorId; readonly office: OfficeId };

/** `operator/office`: by what an office is called in a signed text. */
export function officeName({ operator, office }: FeedOffice): string {
  return `${operator}/${office}`;
}

/** All that an office publishes, and its commands, are below it. */
export function topicPrefix(office: FeedOffice): string {
  return `ak/v1/${officeName(office)}`;
}

/** One topic each, but for doors: one for each door. */
export function topicOf(office: FeedOffice, stream: Exclude<FeedStream, 'doors'> | 'cmd'): string {
  return `${topicPrefix(office)}/${stream}`;
}

export function doorTopic(office: FeedOffice, door: DoorId): string {
  return `${topicPrefix(office)}/doors/${door}`;
}

/** What a topic below `ak/v1/` is of; `door` with `doors` alone. */
export type FeedTopic = FeedOffice & { readonly stream: FeedStream; readonly door: DoorId | null };

const Levels = z.tuple([z.literal('ak'), z.literal('v1'), OperatorId, OfficeId, FeedStream], DoorId);

/** Null when it is no topic of the feed: commands are none. */
export function parseTopic(topic: string): FeedTopic | null {
  const levels = Levels.safeParse(topic.split('/'));
  if (!levels.success) return null;
  const [, , operator, office, stream, door = null, ...rest] = levels.data;
  const isWhole = rest.length === 0 && (door !== null) === (stream === 'doors');
  return isWhole ? { operator, office, stream, door } : null;
}
