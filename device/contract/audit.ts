import { z } from 'zod';

/** Characters of an age recipient, or of what stands for it in the log. */
export const LONGEST_RECIPIENT = 200;

/** POST /api/admin/audit: what a command of this box is about to do, or has done, for the log. */
export const AuditCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('events-exported'),
    records: z.int().min(0),
    recipients: z.array(z.string().min(1).max(LONGEST_RECIPIENT)).min(1).max(20),
  }),
  z.strictObject({ type: z.literal('backup-made'), bytes: z.int().min(0) }),
]);
export type AuditCommand = z.infer<typeof AuditCommand>;
