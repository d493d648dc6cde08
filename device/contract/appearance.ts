import { z } from 'zod';

/** Colours of the screen. `daylight`: light by day and dark by night, as it is outside. */
export const Theme = z.enum(['daylight', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** Where an office lies. */
export const Position = z.strictObject({
  latitude: z.number().min(-90).max(90).meta({ title: 'Latitude', description: 'Degrees north (WGS 84).' }),
  longitude: z.number().min(-180).max(180).meta({ title: 'Longitude', description: 'Degrees east (WGS 84).' }),
});
export type Position = z.infer<typeof Position>;
