import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';
import type { StorageFault } from '../ports/access-log.ts';

/** A row says what no program has written: the file holds other bytes there, and SQLite does not notice. */
export class UnreadableRow extends Error {
  /** Nothing of what it says: that may tell of somebody. */
  constructor() {
    super('a row of the database cannot be read');
  }
}

/** Throws UnreadableRow. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableRow();
  }
}

const Data = z.looseObject({});

/** What an event says, from the text that is stored. Throws as reading does. */
export function dataIn(text: string): object {
  return Data.parse(jsonIn(text));
}

/** Null for what cannot be read. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    return null;
  }
}

/** Whether it was thrown for what a row says; anything else is a bug. */
function isUnreadable(cause: unknown): boolean {
  return cause instanceof UnreadableRow || cause instanceof z.ZodError;
}

const Rows = z.array(z.unknown());

/** Those of the rows that can be read. */
export function allReadable<T>(rows: unknown, read: (row: unknown) => T | null): readonly T[] {
  return Rows.parse(rows).flatMap((row) => readable(() => read(row)) ?? []);
}

/** What is read of it; where that cannot be, a fault of the disk: the box goes on without it. */
export function readOrFault<T>(value: unknown, read: (value: unknown) => T): Result<T, StorageFault> {
  try {
    return ok(read(value));
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    return err({ code: 'storage-failed', detail: new UnreadableRow().message });
  }
}
