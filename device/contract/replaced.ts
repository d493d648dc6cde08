import { z } from 'zod';

/** In the data folder of a box that takes another one's place, until its storage has been opened once. */
export const REPLACED_FILE = 'replaced.json';

/** Written by `kontoret box replace`. */
export const Replaced = z.strictObject({
  format: z.literal('ak-replaced/1'),
  /** When it was written, and so later than anything that the box before has said. */
  atMs: z.int().min(0),
  /** When the backup was made whose database is here; null where the box begins with an empty one. */
  backupMadeAtMs: z.int().min(0).nullable(),
});
export type Replaced = z.infer<typeof Replaced>;
