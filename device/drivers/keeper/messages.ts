import { z } from 'zod';

/** What the controller tells a keeper; `output` counts from 0 in the keeper's task. */
export const KeeperCommand = z.discriminatedUnion('type', [
  /** Every `BEAT_EVERY_MS`: without it the keeper idles all outputs. */
  z.strictObject({ type: z.literal('beat') }),
  z.strictObject({ type: z.literal('energise'), output: z.int().min(0), forMs: z.number().min(0).max(86_400_000) }),
  z.strictObject({ type: z.literal('release'), output: z.int().min(0) }),
]);
export type KeeperCommand = z.infer<typeof KeeperCommand>;

/** How often each of the two tells the other that it lives. */
export const BEAT_EVERY_MS = 500;
