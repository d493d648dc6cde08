import { createBulkHasher } from '../../device/access-file/bulk-hasher.ts';
import type { LineFault } from '../../device/access-file/line-fault.ts';
import { formatOf, readCardFile } from '../../device/access-file/read-file.ts';
import type { ImportKind, ImportRowSent } from '../../device/contract/credential-import.ts';

export const KEY = new Uint8Array(32).fill(7);

export type ReadFile = {
  readonly rows: readonly ImportRowSent[];
  readonly faults: readonly LineFault[];
  readonly count: number;
  readonly columns: readonly string[];
};

/** What a file holds, by line, as the command reads it in an office in Stockholm. */
export async function read(file: string, kind: ImportKind = 'credentials'): Promise<ReadFile> {
  const { cards, faults, columns } = await readCardFile(file, {
    ...{ kind, format: formatOf(file) ?? 'csv', hasher: createBulkHasher(KEY), timeZone: 'Europe/Stockholm' },
    onProgress: () => {},
  });
  const rows = [...cards.pages(1_000)].flat().sort((a, b) => a.line - b.line);
  return { rows, faults: faults.list(), count: faults.count(), columns };
}
