import { z } from 'zod';
import { DenyReason, VisitEnd } from './access.ts';
import { OpenMode } from './policy.ts';

const count = z.int().min(0);

/** Of one hour; at most two decimals. */
const minutesOfHour = z.number().min(0).max(60).multipleOf(0.01);

/**
 * How long visits lasted: less than a quarter of an hour, less than an hour, up to three hours, longer. Only where a tap
 * told of both ends is that known.
 */
export const DwellBand = z.enum(['under15Min', 'from15MinTo1H', 'from1HTo3H', 'over3H', 'unknown']);
export type DwellBand = z.infer<typeof DwellBand>;

/**
 * What one hour of one office came to, to be kept after the rows of the log that it was made of are purged. It tells of
 * nobody: no credential, no pseudonym, no number of a visit. It may still be small enough to tell of somebody to one who
 * was there, and is not to leave the office but through `suppress` (domain/suppression.ts).
 */
export const HourRow = z.strictObject({
  /** When it began, in epoch milliseconds. A whole hour of UTC is a whole hour of the Swedish clock too. */
  hourMs: z.int().multipleOf(3_600_000),
  /** Persons, weighted by time, over the time in which the count was known; at most two decimals, null if it never was. */
  presentMean: z.number().min(0).multipleOf(0.01).nullable(),
  /** The most persons that were there for any time; null if the count was never known. */
  presentPeak: count.nullable(),
  knownMinutes: minutesOfHour,
  /** Visits begun by a tap. Persons are these and `companions`. */
  entries: count,
  /** Visits ended by a tap. */
  exits: count,
  /** Persons who came along with the visits that were begun in this hour. */
  companions: count,
  /** Visits that ended in this hour, by how. */
  endedBy: z.record(VisitEnd, count),
  /** Visits that ended in this hour, by how long they had lasted. */
  dwell: z.record(DwellBand, count),
  denied: z.partialRecord(DenyReason, count),
  /** What the schedule said of the whole hour when it began. */
  openPlannedMinutes: z.record(OpenMode, minutesOfHour),
  /** For how long the box ran, the office was in this mode, and at least one door could let somebody in. */
  openActualMinutes: z.record(OpenMode, minutesOfHour),
});
export type HourRow = z.infer<typeof HourRow>;
