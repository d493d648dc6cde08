import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { BootId, CredentialHash, DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import type { LogRecord, StoredEvent } from '../../device/ports/access-log.ts';
import { openStorage, type Storage } from '../../device/storage/storage.ts';

export function databaseFile(folder: string): string {
  return join(folder, 'kiosk.sqlite');
}

/** Storage on a real file, which must open; closed with the test. */
export async function openedStorage(folder: string): Promise<Storage> {
  const opened = await openStorage({ file: databaseFile(folder), bootId: BootId.parse(randomUUID()) });
  if (!opened.ok) throw new Error(`refused: ${opened.error.code}`);
  onTestFinished(() => opened.value.close());
  return opened.value;
}

/** What was stored since the last reset, but for the notes of a disk that was slow just then. */
export async function storedSinceReset({ log }: Pick<Storage, 'log'>): Promise<readonly StoredEvent[]> {
  const read = await log.readSinceReset();
  if (!read.ok) throw new Error(read.error.code);
  return read.value.filter(({ event }) => event.type !== 'log-annotated');
}

/** What a closed database holds, read by another connection. */
export function rowsOf(folder: string, sql: string): unknown[] {
  const db = new SqliteDatabase(databaseFile(folder), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** Changes a closed database behind the program's back. */
export function changeDatabase(folder: string, sql: string): void {
  const db = new SqliteDatabase(databaseFile(folder));
  db.exec(sql);
  db.close();
}

/** A hash for each number, spread evenly as keyed hashes are. */
export function hashOf(n: number): CredentialHash {
  return CredentialHash.parse(createHash('sha256').update(String(n)).digest('hex').slice(0, 32));
}

/** For each number one that is no credential's of `hashOf`. */
export function pseudonymOf(n: number): Pseudonym {
  return Pseudonym.parse(hashOf(-1 - n));
}

/** Of the nth visit, from 1. */
export function granted(direction: 'in' | 'out', n = 1): LoggedEvent<'access-granted'> {
  const [reader, door] = [ReaderId.parse('front'), DoorId.parse('entrance')];
  const visit = VisitNumber.parse(n);
  return { type: 'access-granted', pseudonym: pseudonymOf(n), visit, kind: 'uid', reader, door, direction };
}

/** `told`: with a message that says so. */
export function recordOf(event: LoggedEvent, atMs = 1_000, told?: number): LogRecord {
  const outbox = told === undefined ? [] : [{ stream: 'events', body: { event: event.type, told } } as const];
  return { atMs: epochMs(atMs), events: [event], outbox };
}
