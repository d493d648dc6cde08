import { hash } from 'node:crypto';
import { closeSync, cpSync, fdatasyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { typesOfClass } from '../../device/contract/events.ts';
import { DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { HourStatistics } from '../../device/domain/hour-statistics.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';
import type { LogRecord } from '../../device/ports/access-log.ts';
import { openStorage, type Storage } from '../../device/storage/storage.ts';
import { Store } from '../../device/storage/store.ts';
import { verifyLog } from '../../device/storage/verify-log.ts';
import { visitsOfDay } from '../../device/storage/visits-of-day.ts';
import { bootId } from '../support/boot-id.ts';
import { LOG_ROWS, ROWS_OF_A_DAY } from './large-database.ts';
import { medianRun, type Spread, spreadOf } from './statistics.ts';

const RUNS = 5;
const APPENDS = 1_000;
const DAYS = 10;
const FLOOR_HASHES = 500_000;
const MONTH_MS = 31 * 24 * 3_600_000;
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

const grant: LoggedEvent = {
  ...{ type: 'access-granted', kind: 'uid', role: 'visitor', direction: 'in', mode: 'staffed', assurance: 1 },
  ...{ reader: ReaderId.parse('front'), door: DoorId.parse('entrance') },
  ...{ pseudonym: Pseudonym.parse('0123456789abcdef0123456789abcdef'), visit: VisitNumber.parse(1) },
};
const record = (): LogRecord => ({ atMs: epochMs(Date.now()), events: [grant], outbox: [] });

/** One append and commit, in the storage thread's own place; and, in turn with it, one bare append with fdatasync. */
export function benchAppend(database: string): { append: Spread; floor: Spread } {
  const store = new Store({ file: database, bootId }, () => {});
  store.open();
  const bare = openSync(join(database, '..', 'bare-row'), 'w');
  const row = Buffer.alloc(200, 'x');
  const runs = Array.from({ length: RUNS + 1 }, () => {
    const [appends, floors]: [number[], number[]] = [[], []];
    for (let n = 0; n < APPENDS; n++) {
      const from = nowMs();
      writeSync(bare, row);
      fdatasyncSync(bare);
      floors.push(nowMs() - from);
      const then = nowMs();
      store.run([{ id: n, postedAtMs: then, job: { op: 'append', record: record(), late: false } }]);
      appends.push(nowMs() - then);
    }
    return { append: spreadOf(appends), floor: spreadOf(floors) };
  }).slice(1);
  closeSync(bare);
  store.close();
  return { append: medianRun(runs.map(({ append }) => append)), floor: medianRun(runs.map(({ floor }) => floor)) };
}

/** How many are inside now, with a thousand visits; in µs. */
export function benchPresent(): Spread {
  const ledger = new OccupancyLedger(epochMs(0));
  for (let n = 1; n <= 1_000; n++)
    ledger.apply({ ...grant, pseudonym: null, visit: VisitNumber.parse(n) } as LoggedEvent, epochMs(n));
  const times = Array.from({ length: 10_000 }, () => {
    const from = nowMs();
    ledger.figure();
    return (nowMs() - from) * 1_000;
  });
  return spreadOf(times);
}

/** All visits of one of the office's days, from the log. */
export function benchVisitsOfDay(database: string): { readonly spread: Spread; readonly visits: number } {
  const db = new SqliteDatabase(database, { readonly: true });
  const resets = db.prepare("SELECT seq FROM access_log WHERE type = 'occupancy-reset' ORDER BY seq").pluck().all();
  const days = resets.slice(-60, -2);
  let visits = 0;
  const times = days.map((reset) => {
    const from = nowMs();
    visits = visitsOfDay(db, Number(reset), () => null).length;
    return nowMs() - from;
  });
  db.close();
  return { spread: spreadOf(times), visits };
}

/** A month of hours, stored and read as statistics are. */
export async function benchHours(database: string): Promise<Spread> {
  const opened = await openStorage({ file: database, bootId });
  if (!opened.ok) throw new Error(opened.error.message);
  const { hours, close } = opened.value;
  const tally = new HourStatistics(() => ({
    stateAt: () => ({ mode: 'staffed', open: true, changesAt: null, term: 'now' }),
  }));
  tally.noteService('staffed', true, epochMs(0));
  const rows = tally.finished(epochMs(MONTH_MS));
  const put = await hours.put(rows, epochMs(MONTH_MS), null, false);
  if (!put.ok) throw new Error(put.error.detail);
  const times: number[] = [];
  for (let run = 0; run < 50; run++) {
    const from = nowMs();
    const read = await hours.read(epochMs(0), epochMs(MONTH_MS));
    times.push(nowMs() - from);
    if (!read.ok || read.value.length !== rows.length) throw new Error('not all hours came back');
  }
  await close();
  return spreadOf(times);
}

/** Bytes of the file to each row of the log, its share of a million credentials included. */
export function bytesPerEvent(database: string): number {
  return statSync(database).size / LOG_ROWS;
}

/** Following the whole chain; and, as its floor, SHA-256 over as many texts of that length. In µs for each row. */
export function benchVerify(database: string): { readonly each: number; readonly floor: number } {
  const db = new SqliteDatabase(database, { readonly: true });
  const from = nowMs();
  const verified = verifyLog(db);
  const took = nowMs() - from;
  db.close();
  if (!verified.whole) throw new Error(`the log is broken at row ${verified.seq}: ${verified.fault}`);
  const text = Buffer.alloc(250, 'x');
  const then = nowMs();
  for (let n = 0; n < FLOOR_HASHES; n++) hash('sha256', text, 'buffer');
  return { each: (took * 1_000) / verified.rows, floor: ((nowMs() - then) * 1_000) / FLOOR_HASHES };
}

/** What an append takes, through the storage thread, while days are purged one after the other; and while none is. */
export async function benchPurge(database: string): Promise<{ busy: Spread; idle: Spread }> {
  const copy = `${database}.purged`;
  cpSync(database, copy);
  const opened = await openStorage({ file: copy, bootId });
  if (!opened.ok) throw new Error(opened.error.message);
  const storage = opened.value;
  const idle = await taps(storage, (n) => n < APPENDS);
  let purging = true;
  const purge = purgeDays(storage).then(() => {
    purging = false;
  });
  const busy = await taps(storage, () => purging);
  await purge;
  await storage.close();
  for (const part of ['', '-wal', '-shm', '.lock']) rmSync(copy + part, { force: true });
  return { busy: spreadOf(busy), idle: spreadOf(idle) };
}

async function taps({ log }: Storage, goesOn: (n: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; goesOn(n); n++) {
    const from = nowMs();
    await log.append(record(), false);
    times.push(nowMs() - from);
  }
  return times;
}

async function purgeDays(storage: Storage): Promise<void> {
  for (let day = 1; day <= DAYS; day++) await purgeDay(storage, day * ROWS_OF_A_DAY + 1);
}

/** As the box purges it. */
async function purgeDay({ retention }: Storage, before: number): Promise<void> {
  const order = { recordClass: 'visits', types: typesOfClass('visits'), before } as const;
  for (let done = false; !done; ) {
    const purged = await retention.purgeSome(order);
    if (!purged.ok) throw new Error(purged.error.detail);
    done = purged.value.done;
  }
  await retention.record(epochMs(Date.now()), ROWS_OF_A_DAY);
  for (let done = false; !done; ) {
    const compacted = await retention.compactSome();
    if (!compacted.ok) throw new Error(compacted.error.detail);
    done = compacted.value;
  }
}
