import { z } from 'zod';
import { PresentedCredential } from '../../contract/access.ts';
import { NdefFault, NdefRecord } from '../../contract/ndef.ts';
import { READER_FEEDBACK } from '../../ports/card-reader.ts';

/** A reader's name as pcscd gives it (MAX_READERNAME of pcsc-lite's pcsclite.h is 128). */
const ReaderName = z.string().min(1).max(128);

/** Why what was presented gave no credential. */
export const UnreadableCode = z.enum(['card-mute', 'uid-not-given', 'uid-malformed', 'card-timeout']);
export type UnreadableCode = z.infer<typeof UnreadableCode>;

/** Why no reader can be watched at all. */
export const ServiceFault = z.enum(['pcsc-library-missing', 'pcscd-unreachable']);
export type ServiceFault = z.infer<typeof ServiceFault>;

/** What the reader process tells the controller. A raw UID is in none of it (I4). */
export const ReaderMessage = z.discriminatedUnion('type', [
  /** Every `ALIVE_EVERY_MS`, as long as the process is not stuck. */
  z.strictObject({ type: z.literal('alive') }),
  z.strictObject({ type: z.literal('service-lost'), code: ServiceFault }),
  /** The service answers, and these readers are plugged in. */
  z.strictObject({ type: z.literal('readers'), names: z.array(ReaderName).max(16) }),
  /** `counter`: of a tag that has proven itself, how often it was read so far; null for any other card. */
  z.strictObject({
    type: z.literal('card-presented'),
    reader: ReaderName,
    credential: PresentedCredential,
    counter: z.int().min(0).max(0xffffff).nullable(),
  }),
  z.strictObject({ type: z.literal('card-unreadable'), reader: ReaderName, code: UnreadableCode }),
  z.strictObject({ type: z.literal('card-removed'), reader: ReaderName }),
  /** What was asked for by `read-message` with this number. */
  z.strictObject({ type: z.literal('message'), request: z.int(), records: z.array(NdefRecord).max(256) }),
  z.strictObject({ type: z.literal('message-unreadable'), request: z.int(), code: NdefFault }),
]);
export type ReaderMessage = z.infer<typeof ReaderMessage>;

/** What the controller tells the reader process. */
export const ReaderCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), reader: ReaderName, feedback: z.enum(READER_FEEDBACK) }),
  z.strictObject({ type: z.literal('read-message'), reader: ReaderName, request: z.int() }),
]);
export type ReaderCommand = z.infer<typeof ReaderCommand>;

export const ALIVE_EVERY_MS = 500;
