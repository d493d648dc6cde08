import type { ImportRow } from '../contract/credential-import.ts';

/** A row that is right: all but its line. */
export type CardRow = Omit<ImportRow, 'line' | 'hash'> & { readonly hash: string };
