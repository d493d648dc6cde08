import { z } from 'zod';
import { OfficeId, OperatorId } from '../ids.ts';
import { DoorBody, HealthBody, OccupancyBody } from './state.ts';

/**
 * What central staff see of one office. Null where nothing was heard of it yet, or what was heard is too old to be told.
 * Times in epoch ms, by the collector’s clock but where it says otherwise.
 */
export const OfficeRow = z.strictObject({
  operator: OperatorId,
  office: OfficeId,
  /** By its status topic. */
  online: z.boolean().nullable(),
  /** When it came online or went offline, as far as the collector knows. */
  onlineSinceMs: z.number().nullable(),
  /** When the last message came in. */
  heardAtMs: z.number(),
  /** Null as well while the office is offline: no figure of before is told as one of now. */
  occupancy: OccupancyBody.nullable(),
  evacuation: z.boolean(),
  doors: z.array(DoorBody),
  health: HealthBody.nullable(),
  /** Messages of its history that never came: lost on the way, or dropped by the box itself. */
  missing: z.int().min(0),
  /**
   * `proven`: the newest head is well signed by the key that this office is known by, and goes on from those before;
   * `unknown`: none was heard yet; the others are alarms.
   */
  log: z.enum(['unknown', 'proven', 'signature-wrong', 'key-changed', 'went-back', 'rewritten']),
  /** The most persons in each quarter of an hour since midnight by the collector’s zone; null: not known. */
  curve: z.array(z.int().min(0).nullable()).max(100),
});
export type OfficeRow = z.infer<typeof OfficeRow>;

/** How the collector’s own link is. `code`: stable, why it is lost. */
export const FeedLink = z.strictObject({
  state: z.enum(['starting', 'connected', 'lost']),
  sinceMs: z.number(),
  code: z.string().optional(),
});
export type FeedLink = z.infer<typeof FeedLink>;

/** GET /board/stream (Server-Sent Events): the whole first, then what has changed, at most once a second. */
export const BoardSnapshot = z.strictObject({
  revision: z.int(),
  atMs: z.number(),
  link: FeedLink,
  /** Where the curves begin: midnight, in epoch ms. */
  dayMs: z.number(),
  offices: z.array(OfficeRow),
});
export type BoardSnapshot = z.infer<typeof BoardSnapshot>;

/** `offices`: those that changed, whole; every one of them when `dayMs` has changed. */
export const BoardDelta = BoardSnapshot;
export type BoardDelta = BoardSnapshot;
