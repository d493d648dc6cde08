import { hash } from 'node:crypto';

/** The last row of the log, or of what was purged from its end: its number, and the hash that the next row builds on. */
export type ChainHead = { readonly seq: number; readonly hash: Uint8Array };

/** Before the first row. */
export const emptyChain: ChainHead = { seq: 0, hash: new Uint8Array(32) };

/** What a row says, without what it tells of somebody. `data`: JSON as it is stored; `late`: 0 or 1. */
export type ChainRow = {
  readonly seq: number;
  readonly bootId: string;
  readonly atMs: number;
  readonly type: string;
  readonly data: string;
  readonly late: number;
};

const nobody = new Uint8Array(32);

/**
 * The hash of a row: SHA-256 over the hash of the row before it (32 bytes), the commitment to whom it tells of (32
 * bytes, zeros where that is nobody) and the UTF-8 text of the JSON array [seq, bootId, atMs, type, data, late], with
 * `data` as the text that is stored. Another program can follow it with these three lines.
 */
export function rowHash(before: Uint8Array, commitment: Uint8Array | null, row: ChainRow): Buffer {
  const { seq, bootId, atMs, type, data, late } = row;
  const text = JSON.stringify([seq, bootId, atMs, type, data, late]);
  const bytes = Buffer.allocUnsafe(64 + Buffer.byteLength(text));
  bytes.set(before, 0);
  bytes.set(commitment ?? nobody, 32);
  bytes.write(text, 64);
  return hash('sha256', bytes, 'buffer');
}

/**
 * Stands in the chain for whom a row tells of: SHA-256 over 16 random bytes of the row's own and the subject. When both
 * are erased it stays, verifies as before, and does not give back what it stood for.
 */
export function commitmentOf(salt: Uint8Array, subject: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([salt, subject]), 'buffer');
}
