import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { rollingOf, TRACE_BYTES } from './rolling.ts';

/** By which some bytes of an erased file are known again, when the bytes themselves are gone. */
export type Trace = {
  readonly file: string;
  readonly rolling: number;
  /** SHA-256 over the salt and the bytes, in hexadecimal. */
  readonly digest: string;
};

export type Traces = { readonly traces: readonly Trace[]; readonly tooShort: number };

/** Larger ones hold no key. */
const LARGEST_SECRET = 65_536;
/** Of the database's log, so many runs of the box are looked for. */
const MOST_BOOTS = 20;
/** Enough of a database to meet its newest runs. */
const LOOKED_THROUGH = 8 * 2 ** 20;

export function digestOf(bytes: Uint8Array, salt: string): string {
  return createHash('sha256').update(salt).update(bytes).digest('hex');
}

/** What to look for once this file is gone: each secret in it, or of a database its header and known rows. */
export function tracesOf(file: string, salt: string): Traces {
  const pieces = isDatabase(file) ? databasePieces(file) : secretPieces(file);
  // By its end: keys of one kind begin alike, and so do paths.
  const long = pieces.filter(({ length }) => length >= TRACE_BYTES).map((piece) => piece.subarray(-TRACE_BYTES));
  const traces = long.map((bytes) => ({ file, rolling: rollingOf(bytes), digest: digestOf(bytes, salt) }));
  return { traces, tooShort: pieces.length - long.length };
}

const isDatabase = (file: string) => /\.sqlite(-wal)?($|\.)/.test(basename(file));

/** Page size, versions, change counter and size (sqlite.org/fileformat.html §1.3), and the runs of the box it tells of. */
function databasePieces(file: string): readonly Buffer[] {
  const bytes = readStart(file);
  const header = bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3' ? [bytes.subarray(16, 32)] : [];
  const boots = bytes.toString('latin1').match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g);
  return [...header, ...[...new Set(boots)].slice(0, MOST_BOOTS).map((boot) => Buffer.from(boot))];
}

function readStart(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(LOOKED_THROUGH);
    return bytes.subarray(0, readSync(handle, bytes));
  } finally {
    closeSync(handle);
  }
}

/** A file that its owner alone may read is secret; one of random bytes as a whole, also as text would tell it. */
function secretPieces(file: string): readonly Buffer[] {
  const { mode, size } = statSync(file);
  if ((mode & 0o077) !== 0 || size === 0 || size > LARGEST_SECRET) return [];
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes))
    return [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(unpadded(bytes.toString('base64')))];
  // An address is in every program that knows it.
  if (/^https?:\/\//.test(text)) return [];
  const runs = text.match(/[A-Za-z0-9+/=_-]{16,}/g)?.filter(looksRandom) ?? [];
  // A password of a few letters: whatever is found of it may be a word.
  return runs.length === 0 && text.trim() !== '' && !text.startsWith('{')
    ? [Buffer.from(text.trim())]
    : runs.map((run) => Buffer.from(unpadded(run)));
}

/** Not everybody who tells bytes as base64 fills them up (RFC 4648 §3.2). */
const unpadded = (text: string) => text.replace(/=+$/, '');

/** Words and names of keys are in any program; a key or a token is of all sorts of characters. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f]{32,}$/.test(run)) return true;
  return [/[a-z]/, /[A-Z]/, /[0-9]/].every((sort) => sort.test(run));
}
