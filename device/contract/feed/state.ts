import { z } from 'zod';
import { DoorAlarm, DoorMode, DoorPhysicalState, OccupancyBand, OccupancyQuality } from '../access.ts';
import { AreaId, DoorId } from '../ids.ts';
import { PartStatus } from '../status.ts';
import { Instant } from './instant.ts';

/**
 * `offline` is the last will, or a goodbye. Within one run of the box the message with the higher `seq` is the newer
 * one: a broker may send the will of an old connection after the next one has said `online`.
 */
export const StatusBody = z.strictObject({ status: z.enum(['online', 'offline']) });
export type StatusBody = z.infer<typeof StatusBody>;

export const OccupancyBody = z.strictObject({
  /** Persons inside, or null when it is not known: never a stale figure. */
  present: z.int().min(0).nullable(),
  seats: z.int(),
  quality: OccupancyQuality,
  /** Since when it is of this quality, or when a host set it. */
  since: Instant,
  /** What may be shown in public; null when it is not known. */
  band: OccupancyBand.nullable(),
  /** Rooms of their own. */
  areas: z.array(z.strictObject({ area: AreaId, present: z.int().min(0).nullable() })),
});
export type OccupancyBody = z.infer<typeof OccupancyBody>;

/** Told where there is a fire input. */
export const EvacuationBody = z.strictObject({
  active: z.boolean(),
  /** An estimate of how many are still inside, or null when it is not known. */
  present: z.int().min(0).nullable(),
  quality: OccupancyQuality,
});
export type EvacuationBody = z.infer<typeof EvacuationBody>;

export const DoorBody = z.strictObject({
  door: DoorId,
  state: DoorPhysicalState,
  mode: DoorMode,
  alarm: DoorAlarm,
  /** Whether its strike can be commanded. */
  strike: PartStatus.shape.state,
  /** Whether its housing was opened. */
  tampered: z.boolean(),
});
export type DoorBody = z.infer<typeof DoorBody>;

/** Each part of the box: `part` is its kind and its id, as `reader front`. Since when it is so, in epoch ms. */
export const HealthBody = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  parts: z.array(z.strictObject({ part: z.string(), ...PartStatus.omit({ detail: true }).shape })),
  /** Whether the box’s clock was set from the network; null where nobody says. */
  clockSynchronised: z.boolean().nullable(),
});
export type HealthBody = z.infer<typeof HealthBody>;

/** One state of the box as it is now. */
export type FeedState =
  | { readonly stream: 'occupancy'; readonly body: OccupancyBody }
  | { readonly stream: 'evacuation'; readonly body: EvacuationBody }
  | { readonly stream: 'doors'; readonly body: DoorBody }
  | { readonly stream: 'health'; readonly body: HealthBody };
