import { z } from 'zod';

/**
 * Why a release may not be changed now. `open`: visitors are let in, or will be soon. `evacuation`: an alarm, or somebody
 * works with the muster list. `occupied`: somebody is inside. `unknown-occupancy`: nobody knows whether. `ready`: it may.
 */
export const UpdateReason = z.enum(['ready', 'open', 'occupied', 'unknown-occupancy', 'evacuation']);
export type UpdateReason = z.infer<typeof UpdateReason>;

/** GET /api/admin/update-window. `changesAtMs`: when the office next opens or closes; null when it never does. */
export const UpdateWindow = z.strictObject({
  allowed: z.boolean(),
  reason: UpdateReason,
  changesAtMs: z.number().nullable(),
});
export type UpdateWindow = z.infer<typeof UpdateWindow>;
