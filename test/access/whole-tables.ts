import { createHash } from 'node:crypto';
import { rowsOf } from '../support/storage.ts';

/** All that a closed database holds of cards and of changes to them, byte by byte, as one digest for each table. */
export function tablesIn(folder: string): Record<string, string> {
  const tables = rowsOf(folder, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  const digests = (tables as { name: string }[]).map(({ name }) => {
    // Each start and each end of the box is in its log; nothing else is.
    const own = name === 'access_log' ? `WHERE type NOT LIKE 'controller-%' AND type NOT LIKE 'reader-%'` : '';
    const rows = rowsOf(folder, `SELECT * FROM ${name} ${own}`);
    return [name, createHash('sha256').update(JSON.stringify(rows)).digest('hex')] as const;
  });
  return Object.fromEntries(digests.filter(([name]) => name !== 'outbox' && name !== 'stream_sequence'));
}
