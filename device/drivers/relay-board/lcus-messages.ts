import { z } from 'zod';

/**
 * The LCUS boards of a box, in the order of the config. Their relays are the outputs of the keeper, counted through:
 * those of the first board, then those of the second, and so on.
 */
export const LcusTask = z.strictObject({
  boards: z.array(
    z.strictObject({ path: z.string().min(1), baudRate: z.int().positive(), relays: z.int().min(1).max(8) }),
  ),
});
export type LcusTask = z.infer<typeof LcusTask>;

/** `board` counts from 0 in the task. */
const board = z.int().min(0);

/** What the keeper of the LCUS boards tells the controller. */
export const LcusMessage = z.discriminatedUnion('type', [
  /** Its line is up, and all its relays have been told to open. */
  z.strictObject({ type: z.literal('ready'), board }),
  z.strictObject({ type: z.literal('lost'), board, code: z.enum(['line-absent', 'line-refused', 'line-lost']) }),
]);
export type LcusMessage = z.infer<typeof LcusMessage>;
