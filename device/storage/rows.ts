import { z } from 'zod';
import { LogHash } from '../contract/events/define.ts';
import { type LoggedEvent, parseLoggedEvent } from '../contract/events.ts';
import { HistoryStream } from '../contract/feed/topics.ts';
import { BootId, CredentialHash } from '../contract/ids.ts';
import { Policy } from '../contract/policy.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import type { LogHead, StoredEvent } from '../ports/access-log.ts';
import type { GuestRecord, HolderSecrets } from '../ports/credential-directory.ts';
import type { OutboxMessage } from '../ports/outbox.ts';
import { allReadable, dataIn, jsonIn, readable } from './readable-rows.ts';

const LogRow = z.object({
  seq: z.int(),
  boot_id: BootId,
  at_ms: z.number().transform(epochMs),
  type: z.string(),
  data: z.string(),
  late: z.int(),
  subject: z.string().nullable(),
});

const OutboxRow = z.object({
  id: z.int(),
  stream: HistoryStream,
  seq: z.int(),
  gap_from: z.int().nullable(),
  boot_id: BootId,
  at_ms: z.number().transform(epochMs),
  body: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(jsonIn(text))),
});

/**
 * Rows of the log. Those that this program does not know (a newer one wrote them, and was taken back), and those that
 * cannot be read, are passed over: to tell of these is the chain's affair.
 */
export function parseLogRows(rows: unknown): readonly StoredEvent[] {
  return allReadable(rows, (row) => {
    const { seq, boot_id, at_ms, type, data, late, subject } = LogRow.parse(row);
    const event = parseLoggedEvent(type, dataIn(data), subject);
    return event === null ? null : { seq, bootId: boot_id, atMs: at_ms, late: late === 1, event };
  });
}

/** Rows of the log, and behind which of them the next piece is to go on; null after the last one. */
export const LogPiece = z.object({ rows: z.unknown().transform(parseLogRows), next: z.int().nullable() });
export type LogPiece = z.infer<typeof LogPiece>;

/** One that cannot be read is passed over, and stays until its time is over: then a gap tells that it went. */
export function parseOutboxRows(rows: unknown): readonly OutboxMessage[] {
  return allReadable(rows, (value) => {
    const { boot_id, at_ms, gap_from, ...row } = OutboxRow.parse(value);
    return { ...row, gapFrom: gap_from, bootId: boot_id, atMs: at_ms };
  });
}

export function parseDoorModes(rows: unknown): readonly LoggedEvent<'door-mode-changed'>[] {
  return allReadable(rows, (data) => {
    const event = parseLoggedEvent('door-mode-changed', dataIn(z.string().parse(data)), null);
    return event?.type === 'door-mode-changed' ? event : null;
  });
}

/** Null when there is none, or none that this program can read. */
export function parseAnnouncement(value: unknown): LoggedEvent<'announcement-made'> | null {
  if (typeof value !== 'string') return null;
  const data = readable(() => dataIn(value));
  const event = data && parseLoggedEvent('announcement-made', data, null);
  return event?.type === 'announcement-made' ? event : null;
}

export function parseHead(value: unknown): LogHead {
  return z.strictObject({ seq: z.int(), hash: LogHash }).parse(value);
}

export function parseCount(value: unknown): number {
  return z.int().parse(value);
}

export function parseHashes(value: unknown): readonly CredentialHash[] {
  return z.array(CredentialHash).parse(value);
}

const Changed = z.strictObject({ changed: z.array(CredentialHash), gone: z.array(CredentialHash) });

export function parseChanged(value: unknown): z.infer<typeof Changed> {
  return Changed.parse(value);
}

export function parseHolder(value: unknown): HolderSecrets {
  return z.strictObject({ label: z.string().nullable(), pin: z.string().nullable() }).parse(value);
}

export function parseInstant(value: unknown): EpochMs | null {
  return z.number().transform(epochMs).nullable().parse(value);
}

/** Null for a document that this program cannot read: a newer one wrote it, and was taken back. */
export function parsePolicy(value: unknown): Policy | null {
  return typeof value === 'string' ? readable(() => Policy.parse(jsonIn(value))) : null;
}

export function parseDone(value: unknown): boolean {
  return z.boolean().parse(value);
}

export function parseUsedNumbers(rows: unknown): ReadonlyMap<string, number> {
  return new Map(z.array(z.tuple([z.string(), z.int()])).parse(rows));
}

export function parseCounters(rows: unknown): ReadonlyMap<CredentialHash, number> {
  return new Map(z.array(z.tuple([CredentialHash, z.int()])).parse(rows));
}

const GuestRow = z.strictObject({
  hash: CredentialHash,
  validUntil: z.number().transform(epochMs).nullable(),
  usesLeft: z.int().nullable(),
});

export function parseGuests(rows: unknown): readonly GuestRecord[] {
  return z.array(GuestRow).parse(rows);
}
