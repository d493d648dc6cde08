import { z } from 'zod';
import { OccupancyBand, OccupancyQuality } from './access.ts';
import { AreaId, BootId, type OfficeId, type OperatorId } from './ids.ts';
import { PartStatus } from './status.ts';

/** Streams that the box publishes; each is one topic below `ak/v1/<operator>/<office>/`. */
export const Stream = z.enum(['status', 'occupancy', 'evacuation', 'health', 'log-head']);
export type Stream = z.infer<typeof Stream>;

export function topicOf(operator: OperatorId, office: OfficeId, stream: Stream): string {
  return `ak/v1/${operator}/${office}/${stream}`;
}

/** On every message: `seq` counts up by one within its stream, so that a gap can be seen; `at` is RFC 3339. */
const envelope = { seq: z.int().min(1), bootId: BootId, at: z.iso.datetime({ offset: true }) };

export const StatusMessage = z.strictObject({ ...envelope, status: z.enum(['online', 'offline']) });
export type StatusMessage = z.infer<typeof StatusMessage>;

export const OccupancyBody = z.strictObject({
  /** Persons inside, or null when it is not known: never a stale figure. */
  present: z.int().min(0).nullable(),
  seats: z.int(),
  quality: OccupancyQuality,
  /** Since when it is of this quality, or when a host set it: RFC 3339. */
  since: z.iso.datetime({ offset: true }),
  /** What may be shown in public; null when it is not known. */
  band: OccupancyBand.nullable(),
  /** Rooms of their own. */
  areas: z.array(z.strictObject({ area: AreaId, present: z.int().min(0).nullable() })),
});
export type OccupancyBody = z.infer<typeof OccupancyBody>;

export const OccupancyMessage = z.strictObject({ ...envelope, ...OccupancyBody.shape });
export type OccupancyMessage = z.infer<typeof OccupancyMessage>;

/** Published when the fire alarm comes on and goes off, and while it is on at each change of the count. */
export const EvacuationBody = z.strictObject({
  active: z.boolean(),
  /** An estimate of how many are still inside, or null when it is not known. */
  present: z.int().min(0).nullable(),
  quality: OccupancyQuality,
});
export type EvacuationBody = z.infer<typeof EvacuationBody>;

export const EvacuationMessage = z.strictObject({ ...envelope, ...EvacuationBody.shape });
export type EvacuationMessage = z.infer<typeof EvacuationMessage>;

/** Each part of the box: `part` is its kind and its id, as `reader front`. Since when it is so, in epoch ms. */
export const HealthBody = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  parts: z.array(z.strictObject({ part: z.string(), ...PartStatus.omit({ detail: true }).shape })),
  /** Whether the box’s clock was set from the network; null where nobody says. */
  clockSynchronised: z.boolean().nullable(),
});
export type HealthBody = z.infer<typeof HealthBody>;

/**
 * Retained: how the box is now. Not kept in the outbox: what it was while the broker was away is in the box's log, so
 * that a gap in `seq` is a state that was overtaken.
 */
export const HealthMessage = z.strictObject({ ...envelope, ...HealthBody.shape });
export type HealthMessage = z.infer<typeof HealthMessage>;

/**
 * The head of the log, signed by the box: whoever keeps these can tell later whether the log before it was changed.
 * `signature`: Ed25519 (RFC 8032) over the UTF-8 bytes of `signed`, as base64; `key`: the public key, likewise.
 */
export const LogHeadBody = z.strictObject({ signed: z.string(), signature: z.base64(), key: z.base64() });
export type LogHeadBody = z.infer<typeof LogHeadBody>;
