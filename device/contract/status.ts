import { z } from 'zod';

/**
 * The state of one part of the box. `absent` is a part that is not there (no reader plugged in) and harms nobody;
 * `faulted` is one that should work and does not, with the stable code of what is wrong.
 */
export const PartStatus = z.strictObject({
  state: z.enum(['starting', 'ready', 'absent', 'faulted']),
  sinceMs: z.number(),
  faultCode: z.string().optional(),
  /** The part works, and something about it wants looking after; stable. */
  warningCode: z.string().optional(),
  /** What was found, for people: a reader's product name, a broker's address. No secrets. */
  detail: z.string().optional(),
});
export type PartStatus = z.infer<typeof PartStatus>;

/** How a reader is reached. */
export const ReaderKind = z.enum(['simulated', 'pcsc', 'pn532', 'serial', 'osdp']);
export type ReaderKind = z.infer<typeof ReaderKind>;
