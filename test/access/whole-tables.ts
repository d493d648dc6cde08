import { createHash } from 'node:crypto';
import { rowsOf } from '../support/storage.ts';

const OF_EACH_START = ['boot', 'outbox', 'stream_sequence'];

/** All that a closed database holds of cards and of changes to them, byte by byte, as one digest for each table. */
export function tablesIn(folder: string): Record<string, string> {
  const tables = rowsOf(folder, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  const digests = (tables as { name: string }[]).map(({ name }) => {
    // Each start and each end of the box is in its log, and when its disk was slow; nothing else is.
    const own = `WHERE type NOT LIKE 'controller-%' AND type NOT LIKE 'reader-%' AND type <> 'log-annotated'`;
    const rows = rowsOf(folder, `SELECT * FROM ${name} ${name === 'access_log' ? own : ''}`);
    return [name, createHash('sha256').update(JSON.stringify(rows)).digest('hex')] as const;
  });
  return Object.fromEntries(digests.filter(([name]) => !OF_EACH_START.includes(name)));
}
