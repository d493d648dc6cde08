import { z } from 'zod';
import { DoorBody, HealthBody, OccupancyBody } from '../../../device/contract/feed/state.ts';
import { type FeedOffice, HistoryStream } from '../../../device/contract/feed/topics.ts';
import { BootId, OfficeId, OperatorId } from '../../../device/contract/ids.ts';
import { DayCurve } from './day-curve.ts';
import { LogWatch, UNHEARD_LOG } from './log-watch.ts';

/** How far the count of one history has come. */
export const StreamCount = z.object({ bootid: BootId, highest: z.int() });
export type StreamCount = z.infer<typeof StreamCount>;

/**
 * Numbers of a history that did not come, both ends included. `final`: they will not come any more, for the box said that
 * it dropped them, or it counts anew since.
 */
export const Gap = z.object({
  stream: HistoryStream,
  first: z.int(),
  last: z.int(),
  final: z.boolean(),
  sinceMs: z.number(),
});
export type Gap = z.infer<typeof Gap>;

/** All that is known of one office. Never changed in place: what comes of a message is a new one. */
export const OfficeState = z.object({
  operator: OperatorId,
  office: OfficeId,
  online: z.boolean().nullable(),
  onlineSinceMs: z.number().nullable(),
  heardAtMs: z.number(),
  /** `newsMs`: when it was so, as far as that can be told by the collector’s clock. */
  occupancy: z.object({ body: OccupancyBody, newsMs: z.number() }).nullable(),
  evacuation: z.boolean(),
  /** By door. */
  doors: z.record(z.string(), DoorBody),
  health: HealthBody.nullable(),
  /** Of each topic of state: by which run of the box, which of its messages, and when that says it was. */
  newest: z.record(z.string(), z.object({ bootid: BootId, seq: z.int(), atMs: z.number().default(0) })),
  /** Runs of the box that were followed by another, the last ones. */
  pastBoots: z.array(BootId),
  counts: z.partialRecord(HistoryStream, StreamCount),
  gaps: z.array(Gap),
  /** When staff last forgot it; null when they never did. */
  forgottenMs: z.number().nullable().default(null),
  log: LogWatch,
  day: DayCurve,
});
export type OfficeState = z.infer<typeof OfficeState>;

export function unheardOffice(
  { operator, office }: Pick<OfficeState, 'operator' | 'office'>,
  heardAtMs: number,
  dayMs: number,
  key: string | null,
): OfficeState {
  return {
    operator,
    office,
    online: null,
    onlineSinceMs: null,
    heardAtMs,
    occupancy: null,
    evacuation: false,
    doors: {},
    health: null,
    newest: {},
    pastBoots: [],
    counts: {},
    gaps: [],
    forgottenMs: null,
    log: { ...UNHEARD_LOG, key },
    day: { dayMs, most: [] },
  };
}

/** Nothing is known of it, and it is not shown; its histories stay until they are too old. */
export function forgottenOffice(office: FeedOffice, nowMs: number, key: string | null): OfficeState {
  return { ...unheardOffice(office, 0, 0, key), forgottenMs: nowMs };
}

export function isForgotten({ forgottenMs, heardAtMs }: OfficeState): boolean {
  return forgottenMs !== null && heardAtMs <= forgottenMs;
}

/**
 * Whether what tells of this moment is heard. Of an office that was forgotten a broker says for ever that it is offline,
 * and keeps the last head of its log; what waited there besides is no news. When it opens again all of that is still there.
 */
export function isAfterForgetting({ forgottenMs }: OfficeState, atMs: number): boolean {
  return forgottenMs === null || atMs > forgottenMs;
}
