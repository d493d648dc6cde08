import { createHash } from 'node:crypto';
import { BootId } from '../../device/contract/ids.ts';

/** Uniform in 0–1, 1 excluded. */
export type Random = () => number;

/** The same parts give the same numbers, in any process: mulberry32, a generator of 32 bits of state. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  let state = createHash('sha256').update(parts.join('/')).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often something happens that happens `rate` times on average. */
export function timesOf(rate: number, random: Random): number {
  return Math.floor(rate) + (random() < rate % 1 ? 1 : 0);
}

/** A UUID of version 4 (RFC 9562 §5.4), of this generator. */
export function bootIdOf(random: Random): BootId {
  const bytes = Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256)));
  bytes[6] = 0x40 | (bytes.readUInt8(6) & 0x0f);
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  return BootId.parse(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}
