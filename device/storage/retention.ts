import { z } from 'zod';
import { type LoggedEvent, parseLoggedEvent } from '../contract/events.ts';
import { BootId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import { epochMs } from '../contract/units.ts';
import type { TimeMark } from '../domain/retention.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { PurgeHold, Retention } from '../ports/retention.ts';
import type { CredentialIndex } from './credential-index.ts';
import type { IncidentJob } from './incident-messages.ts';
import type { RetentionJob } from './messages.ts';
import { allReadable, dataIn, UnreadableRow } from './readable-rows.ts';
import { parseHashes, parseInstant } from './rows.ts';

/** The storage thread, as retention needs it. */
type Thread = {
  readonly credentials: CredentialIndex;
  /** A broken database, or another file, that was put aside is there no more. */
  asideRemoved(file: string): void;
  run<T>(job: RetentionJob | IncidentJob, parse: (value: unknown) => T): Promise<Result<T, StorageFault>>;
};

const MarkRow = z.strictObject({
  seq: z.int(),
  boot_id: BootId,
  at_ms: z.number().transform(epochMs),
  mark: z.enum(['day-began', 'run-ended', 'clock-moved']),
  /** Of `clock-moved`. */
  moved: z.string().nullable(),
});
const HoldRow = z.strictObject({ type: z.string(), data: z.string() }).nullable();
const OldestRow = z.strictObject({ at: z.number().transform(epochMs).nullable(), next: z.int().nullable() });
const Purged = z.strictObject({ records: z.int(), done: z.boolean() });

export function retentionOf(thread: Thread): Retention {
  return {
    marks: () => thread.run({ op: 'read-marks' }, (rows) => allReadable(rows, markOf).flat()),
    hold: () => thread.run({ op: 'read-hold' }, holdOf),
    purgeSome: (order) => thread.run({ op: 'purge-some', order }, (value) => Purged.parse(value)),
    purgeIncidents: (before) => thread.run({ op: 'purge-incidents', before }, (value) => Purged.parse(value)),
    oldestSome: (order, after) => thread.run({ op: 'read-oldest', order, after }, (value) => OldestRow.parse(value)),
    oldestIncident: () => thread.run({ op: 'read-oldest-incident' }, parseInstant),
    record: (atMs, records) => thread.run({ op: 'record-purge', atMs, records }, purgedOf),
    async forgetExpired(now, cutoff) {
      const gone = await thread.run({ op: 'forget-expired', now, cutoff }, parseHashes);
      if (gone.ok) for (const hash of gone.value) thread.credentials.remove(hash);
      return gone;
    },
    async removeAside(cutoff) {
      const gone = await thread.run({ op: 'remove-aside', cutoff }, (value) => z.string().nullable().parse(value));
      if (gone.ok && gone.value !== null) thread.asideRemoved(gone.value);
      return gone;
    },
    compactSome: () => thread.run({ op: 'compact-some' }, (value) => z.boolean().parse(value)),
  };
}

function markOf(row: unknown): TimeMark[] {
  const { seq, boot_id: bootId, at_ms: at, mark, moved } = MarkRow.parse(row);
  if (mark !== 'clock-moved') return [{ mark, seq, bootId, at }];
  const event = moved && parseLoggedEvent(mark, dataIn(moved), null);
  if (!event || event.type !== mark) return [];
  const { fromMs: from, toMs: to, synchronised } = event;
  // Where nobody says, one that is put forward is believed: at worst, rows are kept longer.
  const trusted = synchronised ?? to > from;
  return [{ mark, seq, bootId, from: epochMs(from), to: epochMs(to), trusted }];
}

function holdOf(value: unknown): PurgeHold | null {
  const row = HoldRow.parse(value);
  if (row?.type !== 'purge-held') return null;
  const event = parseLoggedEvent(row.type, dataIn(row.data), null);
  // Somebody ordered one: what it says cannot be read, and nothing is purged.
  if (event?.type !== 'purge-held') throw new UnreadableRow();
  return { why: event.why, by: event.by, until: epochMs(event.untilMs) };
}

function purgedOf(value: unknown): LoggedEvent<'log-purged'> | null {
  if (value === null) return null;
  const { type, ...data } = z.looseObject({ type: z.literal('log-purged') }).parse(value);
  const event = parseLoggedEvent(type, data, null);
  return event?.type === 'log-purged' ? event : null;
}
