import { z } from 'zod';

const Duty = z.strictObject({ by: z.string(), sinceMs: z.number() });

/** Who has the duty, by label, and since when; `before`: from whom it was taken over today, null where it was not. */
export const ShiftSection = z.strictObject({ ...Duty.shape, before: Duty.nullable() });
export type ShiftSection = z.infer<typeof ShiftSection>;
