import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';
import type { StorageFault, StoredEvent } from '../ports/access-log.ts';
import type { LogSpan, PersonalRecords } from '../ports/personal-records.ts';
import type { Job } from './messages.ts';
import { LogPiece, parseInstant } from './rows.ts';
import type { LookFrom } from './subject-messages.ts';

/** The storage thread, as the records of one person need it. */
type Thread = { run<T>(job: Job, parse: (value: unknown) => T): Promise<Result<T, StorageFault>> };

const ErasedPiece = z.object({ records: z.int(), next: z.int().nullable() });

/** Looks through the log a piece at a time, so that records of taps come between. */
export function personalRecordsOf(thread: Thread): PersonalRecords {
  const pieces = async <T extends { next: number | null }>(
    shape: z.ZodType<T>,
    span: LogSpan,
    job: (from: LookFrom) => Job,
  ) => {
    const found: T[] = [];
    let from: LookFrom | null = span === 'day' ? 'reset' : 0;
    while (from !== null) {
      const piece: Result<T, StorageFault> = await thread.run(job(from), (value) => shape.parse(value));
      if (!piece.ok) return { found, fault: piece.error };
      found.push(piece.value);
      from = piece.value.next;
    }
    return { found, fault: null };
  };
  return {
    async storyOf(subject, span): Promise<Result<readonly StoredEvent[], StorageFault>> {
      const { found, fault } = await pieces(LogPiece, span, (from) => ({ op: 'read-story', subject, from }));
      return fault === null ? ok(found.flatMap(({ rows }) => rows)) : err(fault);
    },
    async erase(subject, span) {
      const { found, fault } = await pieces(ErasedPiece, span, (from) => ({ op: 'erase-subject', subject, from }));
      return { records: found.reduce((sum, { records }) => sum + records, 0), fault };
    },
    enrolledAt: (hash) => thread.run({ op: 'read-enrolled-at', hash }, parseInstant),
  };
}
