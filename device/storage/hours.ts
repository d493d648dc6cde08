import { z } from 'zod';
import type { HourlyBody } from '../contract/feed/history.ts';
import type { Result } from '../contract/result.ts';
import { HourRow } from '../contract/statistics.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { HourJob } from './messages.ts';
import { allReadable, jsonIn } from './readable-rows.ts';

/** The storage thread, as the statistics need it. */
type Thread = { run<T>(job: HourJob, parse: (value: unknown) => T): Promise<Result<T, StorageFault>> };

export function hoursOf(thread: Thread): HourStore {
  return {
    put(rows, nowMs, anewBefore, published) {
      const hours = rows.map((row) => ({
        ...{ hourMs: row.hourMs, row: JSON.stringify(row) },
        message: published ? messageOf(row) : null,
      }));
      return thread.run({ op: 'put-hours', hours, nowMs, anewBefore }, () => undefined);
    },
    read: (fromMs, untilMs) => thread.run({ op: 'read-hours', fromMs, untilMs }, parseHours),
    summedBefore: () => thread.run({ op: 'summed-before' }, (value) => z.int().parse(value)),
  };
}

function messageOf({ hourMs, ...row }: HourRow): HourlyBody {
  return { from: new Date(hourMs).toISOString(), ...row };
}

/** One that this program cannot read (a newer one wrote it, and was taken back) is passed over. */
export function parseHours(rows: unknown): readonly HourRow[] {
  return allReadable(rows, (row) => HourRow.parse(jsonIn(z.string().parse(row))));
}
