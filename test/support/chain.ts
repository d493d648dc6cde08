import { createHash } from 'node:crypto';
import { rowsOf } from './storage.ts';

type Row = {
  readonly seq: number;
  readonly boot_id: string;
  readonly at_ms: number;
  readonly type: string;
  readonly data: string;
  readonly late: number;
  readonly subject: Uint8Array | null;
  readonly salt: Uint8Array | null;
  readonly commitment: Uint8Array | null;
  readonly hash: Uint8Array;
};
type Hole = { readonly first: number; readonly last: number; readonly hash: Uint8Array; readonly recorded: number };

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const sha256 = (...parts: (Uint8Array | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/**
 * Follows the chain of a database by the rule of log-chain.ts, which is written down here once more, and over the holes
 * that purges left. Returns what does not hold; empty when all does. Holes that are not in the log yet are let pass: a
 * purge may be under way.
 */
export function brokenLinks(folder: string): readonly string[] {
  const rows = rowsOf(
    folder,
    `SELECT seq, boot_id, at_ms, type, data, late, subject, salt, commitment, hash
     FROM access_log JOIN boot ON boot.id = boot ORDER BY seq`,
  ) as Row[];
  const holes = rowsOf(folder, 'SELECT first, last, hash, recorded FROM log_hole ORDER BY first') as Hole[];
  return [...followed(rows, holes), ...holes.flatMap((hole) => unrecorded(hole, rows))];
}

/** How many holes the log itself does not tell of yet. */
export function holesUntold(folder: string): number {
  return rowsOf(folder, 'SELECT first FROM log_hole WHERE recorded = 0').length;
}

function followed(rows: readonly Row[], holes: readonly Hole[]): readonly string[] {
  const wrong: string[] = [];
  const left = new Map(holes.map((hole) => [hole.first, hole]));
  let [next, before]: [number, Uint8Array] = [1, new Uint8Array(32)];
  const jump = () => {
    const hole = left.get(next);
    if (hole === undefined) return;
    left.delete(next);
    [next, before] = [hole.last + 1, hole.hash];
  };
  for (const row of rows) {
    jump();
    if (row.seq !== next) wrong.push(`row ${next} is missing before row ${row.seq}`);
    else if (hex(hashOf(before, row)) !== hex(row.hash))
      wrong.push(`row ${row.seq} does not follow from the one before`);
    [next, before] = [row.seq + 1, row.hash];
  }
  jump();
  return [...wrong, ...[...left.values()].map(({ first, last }) => `the hole ${first} to ${last} is nowhere`)];
}

function hashOf(before: Uint8Array, { seq, boot_id, at_ms, type, data, late, ...who }: Row): Uint8Array {
  const { subject, salt, commitment } = who;
  const committed = subject && salt ? sha256(salt, subject) : (commitment ?? new Uint8Array(32));
  return sha256(before, committed, JSON.stringify([seq, boot_id, at_ms, type, data, late]));
}

function unrecorded({ first, last, hash, recorded }: Hole, rows: readonly Row[]): readonly string[] {
  if (recorded === 0) return [];
  const event = rows.find(({ seq }) => seq === recorded);
  const holes: [number, number, string][] = event?.type === 'log-purged' ? JSON.parse(event.data).holes : [];
  const told = holes.some(([from, to, as]) => from === first && to === last && as === hex(hash));
  return told ? [] : [`row ${recorded} does not tell of the hole ${first} to ${last}`];
}
