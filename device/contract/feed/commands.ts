import { z } from 'zod';
import { CorrectionReason } from '../access.ts';
import { CredentialHash, DoorId } from '../ids.ts';
import { Policy } from '../policy.ts';
import { Instant } from './instant.ts';

/** By what a command key is called; it stands in the log as who did it. */
export const CommandKeyId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, 1–40 characters')
  .brand<'CommandKeyId'>();
export type CommandKeyId = z.infer<typeof CommandKeyId>;

/** Counts up with each list of its kind, from 1: an older one that comes late changes nothing. */
const version = z.int().min(1);
const credentials = z.array(CredentialHash).min(1).max(100);
/** It stands above all else that the idle screen says, on a panel of 800 × 480. */
const text = z.string().trim().min(1).max(160);
/** A tag of BCP 47, as the message catalogues have them. */
const Language = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i);

export const Command = z.discriminatedUnion('type', [
  /** Releases the strike for one passage. */
  z.strictObject({ type: z.literal('open-once'), door: DoorId }),
  /** Unlocks the door; at `until`, at most a day from now, it locks. */
  z.strictObject({ type: z.literal('hold-open'), door: DoorId, until: Instant }),
  /** Nothing opens the door from outside … */
  z.strictObject({ type: z.literal('lock-down'), door: DoorId }),
  /** … until this does; it is locked then. */
  z.strictObject({ type: z.literal('end-lock-down'), door: DoorId }),
  /** By keyed hash. One that is not known here is blocked all the same. */
  z.strictObject({ type: z.literal('block-credentials'), version, credentials, why: z.string().min(1).max(80) }),
  z.strictObject({ type: z.literal('unblock-credentials'), version, credentials }),
  /** Its own version has to be higher than that in force. */
  z.strictObject({ type: z.literal('replace-policy'), policy: Policy }),
  /** Shown on the idle screen, in the visitor’s language where there is a text in it, else in Swedish. Null: no more. */
  z.strictObject({
    type: z.literal('announce'),
    texts: z
      .record(Language, text)
      .refine((texts) => 'sv' in texts, { error: 'there has to be a text in Swedish (sv)' })
      .nullable(),
    until: Instant.nullable(),
  }),
  /** How many are inside and, while there is a muster list, how many of it are safe. */
  z.strictObject({ type: z.literal('request-muster') }),
  z.strictObject({ type: z.literal('set-count'), present: z.int().min(0).max(10_000), reason: CorrectionReason }),
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];

export const CommandType = z.enum([
  'open-once',
  'hold-open',
  'lock-down',
  'end-lock-down',
  'block-credentials',
  'unblock-credentials',
  'replace-policy',
  'announce',
  'request-muster',
  'set-count',
] as const satisfies readonly CommandType[]);

/** Those that hold for as long as they are wanted, and whose version keeps them in order. */
const LONG_LIVED: ReadonlySet<CommandType> = new Set<CommandType>([
  'block-credentials',
  'unblock-credentials',
  'replace-policy',
  'announce',
]);

/** How long after it is signed a command may still be carried out, at most. */
export function longestLife(type: CommandType): number {
  return LONG_LIVED.has(type) ? 30 * 86_400_000 : 30_000;
}

/** Those that move a door: never by a clock that nobody vouches for. */
export function movesDoor({ type }: Command): boolean {
  return type === 'open-once' || type === 'hold-open' || type === 'lock-down' || type === 'end-lock-down';
}

/** What is signed: this, as JSON, byte for byte. */
export const SignedCommand = z.strictObject({
  format: z.literal('ak-command/1'),
  /** `operator/office`. */
  target: z.string().min(3).max(130),
  /** Higher than that of each command before it, by the same key to the same office. */
  sequence: z.int().min(1),
  issuedAt: Instant,
  expiresAt: Instant,
  command: Command,
});
export type SignedCommand = z.infer<typeof SignedCommand>;

/** The longest command, in bytes, envelope and all: a policy with 400 exceptions takes some 40 kB. */
export const LONGEST_COMMAND = 131_072;

/** `signature`: Ed25519 (RFC 8032) over the UTF-8 bytes of `signed`, as base64; `key`: by whose. */
export const CommandBody = z.strictObject({
  signed: z.string().max(LONGEST_COMMAND),
  signature: z.base64().length(88),
  key: CommandKeyId,
});
export type CommandBody = z.infer<typeof CommandBody>;

/** A command’s envelope: who sent it is told by the signature alone. */
export const CommandMessage = z.object({
  specversion: z.literal('1.0'),
  type: z.literal('ak.v1.cmd'),
  data: CommandBody,
});

/** Why a command that was well signed was not carried out. */
export const CommandRefusal = z.enum([
  'command-malformed',
  'not-allowed',
  'expired',
  'not-yet-valid',
  'lives-too-long',
  'until-out-of-range',
  'clock-unsynchronised',
  'door-unknown',
  'door-blocked',
  'door-locked-down',
  'door-interlocked',
  'door-out-of-order',
  'fire-alarm',
  'version-not-newer',
  'policy-malformed',
  'personal-number',
  'storage-failed',
]);
export type CommandRefusal = z.infer<typeof CommandRefusal>;

const musterCounts = z.strictObject({
  present: z.int().min(0).nullable(),
  quality: z.string(),
  areas: z.array(z.strictObject({ area: z.string(), present: z.int().min(0).nullable() })),
  /** Null while there is no muster list. */
  list: z.strictObject({ drill: z.boolean(), startedAt: Instant, listed: z.int(), safe: z.int() }).nullable(),
});
export type MusterCounts = z.infer<typeof musterCounts>;

/** What became of a command; it tells of nobody. The box signs it as JSON (`ReceiptBody`). */
export const Receipt = z.strictObject({
  format: z.literal('ak-receipt/1'),
  office: z.string(),
  key: CommandKeyId,
  sequence: z.int().min(1),
  /** Null when that could not be read. */
  command: CommandType.nullable(),
  outcome: z.enum(['done', 'refused']),
  reason: CommandRefusal.optional(),
  at: Instant,
  muster: musterCounts.optional(),
});
export type Receipt = z.infer<typeof Receipt>;
