import { z } from 'zod';

/** One record of an NDEF message that is read: well-known types T and U (NFC Forum RTD Text 1.0, RTD URI 1.0). */
export const NdefRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), language: z.string().max(63), text: z.string().max(1_024) }),
  z.strictObject({ kind: z.literal('uri'), uri: z.string().max(1_100) }),
]);
export type NdefRecord = z.infer<typeof NdefRecord>;

/**
 * Why no message could be read: no card lies there; it went or fell silent; it holds none; what it holds is none; it is
 * longer than 1,024 bytes; the reader is out.
 */
export const NdefFault = z.enum([
  'card-absent',
  'card-mute',
  'card-timeout',
  'ndef-none',
  'ndef-malformed',
  'ndef-too-long',
  'reader-out',
]);
export type NdefFault = z.infer<typeof NdefFault>;
