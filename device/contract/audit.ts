import { z } from 'zod';

/** Characters of an age recipient, or of what stands for it in the log. */
export const LONGEST_RECIPIENT = 200;

/** As semver.org has it, without what it calls build metadata. */
export const ReleaseVersion = z
  .string()
  .max(60)
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/);

/** POST /api/admin/audit: what a command of this box is about to do, or has done, for the log. */
export const AuditCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('events-exported'),
    records: z.int().min(0),
    recipients: z.array(z.string().min(1).max(LONGEST_RECIPIENT)).min(1).max(20),
  }),
  z.strictObject({ type: z.literal('backup-made'), bytes: z.int().min(0) }),
  z.strictObject({ type: z.literal('release-confirmed'), release: ReleaseVersion, before: ReleaseVersion }),
  z.strictObject({
    type: z.literal('release-rolled-back'),
    release: ReleaseVersion,
    code: z.string().min(1).max(40),
    databaseAside: z.boolean(),
  }),
]);
export type AuditCommand = z.infer<typeof AuditCommand>;
