import { z } from 'zod';

/** Fewer persons than this are told as `few`, so that nobody's coming or going is seen. */
export const FEWEST_SHOWN = 5;

/** The most persons in an hour; null where it is not known, or not yet. */
const Peak = z.union([z.int().min(FEWEST_SHOWN), z.literal('few')]).nullable();
export type Peak = z.infer<typeof Peak>;

/** Today's hours that are over, against those of the same weekday before. Made anew once an hour. */
export const UsualDaySection = z.strictObject({
  /** As in ISO 8601: 1 is Monday. */
  weekday: z.int().min(1).max(7),
  /** When it is usually open on that day, in the order of the day; `hour` by the office's wall clock. */
  hours: z.array(z.strictObject({ hour: z.int().min(0).max(23), today: Peak, usual: Peak })),
  /** How the last hour was; null when it is not known, or the office is usually closed then. */
  last: z.enum(['calmer', 'as-usual', 'busier']).nullable(),
});
export type UsualDaySection = z.infer<typeof UsualDaySection>;
