import { z } from 'zod';

/** Colours of the screen. `daylight`: light by day and dark by night, as it is outside. */
export const Theme = z.enum(['daylight', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** Degrees, north and east (WGS 84). */
export const Position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type Position = z.infer<typeof Position>;
