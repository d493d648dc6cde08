import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { readEd25519Key } from '../../command-line/ed25519-key.ts';
import { parseJson } from '../../files/text-file.ts';

const LogHead = z.strictObject({ seq: z.int(), hash: z.string() });

/** What a box says of its end. */
export const Statement = z.strictObject({
  format: z.literal('ak-retired/1'),
  office: z.string(),
  begunAt: z.iso.datetime(),
  /** When what is told here was found. The box's own key was erased after this was signed by it. */
  provenAt: z.iso.datetime(),
  /** The head of the log, as it was followed to its end; null where that could not be done. */
  logHead: LogHead.nullable(),
  /** The last seal of the log, as the box had signed it; null where there is none. */
  lastSeal: z.strictObject({ signed: z.string(), signature: z.string(), key: z.string() }).nullable(),
  erased: z.array(z.strictObject({ file: z.string(), bytes: z.int() })),
  /** Whether the system's journal was cut off as a whole. */
  journalErased: z.boolean(),
  /** Every file below the box's places that is left was looked through for what was erased. */
  searched: z.strictObject({
    files: z.int(),
    bytes: z.int(),
    traces: z.int(),
    /** Secrets of so few characters that they could be any word: not looked for. */
    tooShort: z.int(),
    found: z.array(z.strictObject({ in: z.string(), of: z.string() })),
    left: z.array(z.string()),
  }),
});
export type Statement = z.infer<typeof Statement>;

/** `signed`: the statement, as JSON, byte for byte what was signed. Without a key of the box the last two are null. */
export const SignedStatement = z.strictObject({
  signed: z.string(),
  /** Ed25519, base64. */
  signature: z.base64().nullable(),
  /** Of the box: the 32 bytes as base64, as its seals have it. */
  key: z.base64().nullable(),
});
export type SignedStatement = z.infer<typeof SignedStatement>;

/** What precedes the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §10.1). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** `key`: a public one. */
export function rawPublicKey(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length).toString('base64');
}

/** `keyFile`: of the box, PEM; it may not be there, on a box that never ran, or be torn: that keeps no box from its end. */
export function signStatement(statement: Statement, keyFile: string): SignedStatement {
  const signed = JSON.stringify(statement);
  const key = readEd25519Key(keyFile, createPrivateKey);
  if (!key.ok) return { signed, signature: null, key: null };
  return {
    signed,
    signature: sign(null, Buffer.from(signed), key.value).toString('base64'),
    key: rawPublicKey(createPublicKey(key.value)),
  };
}

/** Null when the signature is not good, or there is none. */
export function verifiedStatement({ signed, signature, key }: SignedStatement): Statement | null {
  if (signature === null || key === null) return null;
  const der = Buffer.concat([SPKI_PREFIX, Buffer.from(key, 'base64')]);
  if (der.length !== SPKI_PREFIX.length + 32) return null;
  const good = verify(
    null,
    Buffer.from(signed),
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );
  return good ? (Statement.safeParse(parseJson(signed)).data ?? null) : null;
}
