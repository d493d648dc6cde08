import { z } from 'zod';
import { RecordClass } from './events/define.ts';

/** What is kept for a time of its own: the classes of the log, and what was written of incidents. */
export const KeptClass = z.enum([...RecordClass.options, 'incidents']);
export type KeptClass = z.infer<typeof KeptClass>;

/** How purging goes, for the host. `waitsForClock`: the clock is not synchronised, or was put forward or back of late. */
export const RetentionSection = z.strictObject({
  /** `oldestMs`: of the oldest that is there; null where there is none, or where it is not known yet. */
  kept: z.array(z.strictObject({ name: KeptClass, days: z.int(), oldestMs: z.number().nullable() })),
  /** Of the last one in this run of the controller. */
  lastPurgeAtMs: z.number().nullable(),
  waitsForClock: z.boolean(),
  /** A hold on purging (gallringsstopp). */
  hold: z.strictObject({ why: z.string(), by: z.string(), untilMs: z.number() }).nullable(),
});
export type RetentionSection = z.infer<typeof RetentionSection>;

/** POST /api/host/hold-purge: for so many days nothing is purged. `why`: in words, for the log. */
export const HoldPurgeCommand = z.strictObject({
  why: z.string().trim().min(3).max(200),
  days: z.int().min(1).max(365),
});
export type HoldPurgeCommand = z.infer<typeof HoldPurgeCommand>;
