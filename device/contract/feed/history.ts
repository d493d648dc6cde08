import { z } from 'zod';
import { HourRow } from '../statistics.ts';
import { Instant } from './instant.ts';

/**
 * One event of the catalogue, with those of its fields that tell nothing of anybody (published-events.ts): no credential,
 * no pseudonym, no role, no number of a visit, no name of a host.
 */
export const EventBody = z.looseObject({ event: z.string() });
export type EventBody = z.infer<typeof EventBody>;

/** One hour of the office, once it is over; the same hour may come again, and then the newer one is right. */
export const HourlyBody = z.strictObject({ from: Instant, ...HourRow.omit({ hourMs: true }).shape });
export type HourlyBody = z.infer<typeof HourlyBody>;

/**
 * The head of the log, signed by the box: whoever keeps these can tell later whether the log before it was changed.
 * `signature`: Ed25519 (RFC 8032) over the UTF-8 bytes of `signed`, as base64; `key`: the public key, likewise.
 */
export const SignedByBox = z.strictObject({ signed: z.string(), signature: z.base64(), key: z.base64() });
export type SignedByBox = z.infer<typeof SignedByBox>;
export const LogHeadBody = SignedByBox;
/** `signed` is a `Receipt` as JSON. */
export const ReceiptBody = SignedByBox;

/**
 * In place of messages that the outbox had no room for any longer, or that waited for too long: those from `firstSeq` to
 * `lastSeq`, which is the `seq` of this message too, were dropped.
 */
export const GapBody = z.strictObject({ firstSeq: z.int().min(1), lastSeq: z.int().min(1) });
export type GapBody = z.infer<typeof GapBody>;

/** A signed head of the log, taken apart. */
export type LogHeadText = { readonly office: string; readonly seq: number; readonly hash: string; readonly at: string };

const SIGNED = /^ak-log-head\/1\n([^\n]+)\n(\d{1,15})\n([0-9a-f]{64})\n([^\n]+)\n$/;

export function logHeadText({ office, seq, hash, at }: LogHeadText): string {
  return ['ak-log-head/1', office, seq, hash, at, ''].join('\n');
}

/** Null when it is none. */
export function parseLogHead(signed: string): LogHeadText | null {
  const [, office, seq, hash, at] = SIGNED.exec(signed) ?? [];
  if (office === undefined || seq === undefined || hash === undefined || at === undefined) return null;
  return { office, seq: Number(seq), hash, at };
}
