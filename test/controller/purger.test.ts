import { expect, test } from 'vitest';
import { Privacy } from '../../device/contract/privacy.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { epochMs } from '../../device/contract/units.ts';
import { Purger } from '../../device/controller/purger.ts';
import type { StorageFault } from '../../device/ports/access-log.ts';
import type { PurgeHold, Retention } from '../../device/ports/retention.ts';
import { bootId } from '../support/boot-id.ts';
import { settled } from '../support/fake-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

const RETRY_MS = 10 * 60_000;
const broken = err({ code: 'storage-failed', detail: 'broken by the test' } as const);

/** A log of four rows of people that are old; each step purges one. */
function purgerOn(change: Partial<Retention> = {}) {
  const clock = new ManualClock();
  const told: number[] = [];
  let left = 4;
  const retention: Retention = {
    marks: async () => ok([{ mark: 'day-began', seq: 5, bootId, at: epochMs(0) }]),
    hold: async () => ok(null),
    async purgeSome({ recordClass }) {
      if (recordClass !== 'visits' || left === 0) return ok({ records: 0, done: true });
      left -= 1;
      return ok({ records: 1, done: false });
    },
    async record(_, records) {
      told.push(records);
      return ok(null);
    },
    purgeIncidents: async () => ok({ records: 0, done: true }),
    oldestSome: async () => ok({ at: null, next: null }),
    oldestIncident: async () => ok(null),
    forgetExpired: async () => ok([]),
    removeAside: async () => ok(null),
    compactSome: async () => ok(true),
    ...change,
  };
  const purger = new Purger({
    ...{ privacy: Privacy.parse({}), retention, clock, journal: new RecordingJournal() },
    keeper: { keep: async () => 'durable' },
    clockWatch: { isSteadyFor: () => true },
    synchronised: () => true,
    outbox: { dropSome: async () => ok(true) },
    hours: { summedBefore: async () => ok(Number.MAX_SAFE_INTEGER) },
    onChange: () => {},
  });
  return { purger, clock, told, retention, left: () => left };
}

test('what is old goes, step by step, and the log is told of all of it at once', async () => {
  const { purger, told, left } = purgerOn();
  purger.purge();
  await settled();
  expect([left(), told]).toEqual([0, [4]]);
});

test('nothing goes while it is not known whether a host holds it', async () => {
  let hold: Result<PurgeHold | null, StorageFault> = broken;
  const { purger, clock, left } = purgerOn({ hold: async () => hold });
  purger.purge();
  await settled();
  expect(left()).toBe(4);
  hold = ok({ why: 'utlämnande', by: 'host', until: epochMs(clock.wallMs() + 1.5 * RETRY_MS) });
  clock.advance(RETRY_MS);
  await settled();
  expect([left(), purger.section().hold?.why]).toEqual([4, 'utlämnande']);
  clock.advance(RETRY_MS);
  await settled();
  expect([left(), purger.section().hold]).toEqual([0, null]);
});

test.each([
  ['is held in the middle', (purger: Purger) => void purger.hold({ why: 'utlämnande', days: 1 }, 'host')],
  ['is stopped in the middle', (purger: Purger) => void purger.stop()],
])('a purge that %s ends there, and tells what went until then', async (_, interrupt) => {
  const parts = purgerOn();
  const { purger, told, left, retention } = parts;
  const { purgeSome } = retention;
  Object.assign(retention, {
    purgeSome: async (order: Parameters<Retention['purgeSome']>[0]) => {
      if (left() === 3) interrupt(purger);
      return purgeSome(order);
    },
  });
  purger.purge();
  await settled();
  expect([left(), told]).toEqual([2, [2]]);
});

test('the log is told of it in as many rows as it takes', async () => {
  const told: number[] = [];
  const { purger } = purgerOn({
    async record(_, records) {
      told.push(records);
      return ok(told.length < 3 ? { type: 'log-purged', records, holes: [] } : null);
    },
  });
  purger.purge();
  await settled();
  expect(told).toEqual([4, 0, 0]);
});

test('what the log could not be told of is told with what goes next', async () => {
  const told: number[] = [];
  let takes = false;
  const { purger, clock } = purgerOn({
    async record(_, records) {
      if (!takes) return broken;
      told.push(records);
      return ok(null);
    },
  });
  purger.purge();
  await settled();
  takes = true;
  clock.advance(RETRY_MS);
  await settled();
  expect(told).toEqual([4]);
});
