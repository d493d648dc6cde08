import { z } from 'zod';
import { meta } from './meta.ts';

/** What a host may take out on the screen. `statistics`: days, small counts suppressed; the others tell of people. */
export const ExportKind = z.enum(['statistics', 'events', 'incidents']);
export type ExportKind = z.infer<typeof ExportKind>;

/** Whether it goes out encrypted alone. */
export function isEncrypted(what: ExportKind): boolean {
  return what !== 'statistics';
}

/** Of the config: where a host’s exports go. */
export const Exports = z.strictObject({
  folder: z
    .string()
    .regex(/^\/[^/]/, 'an absolute path')
    .meta(meta('Folder', 'Where a USB medium is mounted, such as /media/usb; nothing is written while none is there.')),
  recipient: z
    .string()
    .regex(/^age1[0-9a-z]+$/, 'an age recipient: age1…')
    .optional()
    .meta(meta('Recipient', 'The office’s age recipient; without it nothing that tells of people goes out here.')),
});
export type Exports = z.infer<typeof Exports>;

/**
 * `not-set`: the config has no folder for it; `missing`: no medium is there now. `run`: the one that is under way, or was
 * last; `file`: its name, once it is there; `code`: why it is not.
 */
export const ExportSection = z.strictObject({
  medium: z.enum(['not-set', 'missing', 'ready']),
  encrypts: z.boolean(),
  run: z
    .discriminatedUnion('state', [
      z.strictObject({ state: z.literal('running'), what: ExportKind, percent: z.int().min(0).max(100) }),
      z.strictObject({ state: z.literal('done'), what: ExportKind, file: z.string() }),
      z.strictObject({ state: z.literal('cancelled'), what: ExportKind }),
      z.strictObject({ state: z.literal('failed'), what: ExportKind, code: z.string() }),
    ])
    .nullable(),
});
export type ExportSection = z.infer<typeof ExportSection>;

/** POST /api/host/export. */
export const ExportCommand = z.strictObject({ what: ExportKind });
export type ExportCommand = z.infer<typeof ExportCommand>;
