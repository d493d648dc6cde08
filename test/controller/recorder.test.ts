import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Recorder } from '../../device/controller/recorder.ts';
import { FakeLog, settled } from '../support/fake-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { granted, recordOf } from '../support/storage.ts';

function setUp() {
  const [log, clock, journal] = [new FakeLog(), new ManualClock(), new RecordingJournal()];
  const recorder = new Recorder(log, clock, journal, () => {});
  const told: string[] = [];
  const record = (n: number) =>
    void recorder.record(recordOf(granted('in', n), n)).then((how) => told.push(`${n} ${how}`));
  const order = () => log.stored.map(({ record: { atMs }, late }) => `${atMs}${late ? ' late' : ''}`);
  return { log, clock, journal, recorder, record, told, order };
}

describe('the rule at the door', () => {
  test('a record is waited for until it is on disk', async () => {
    const { record, told, log, clock, recorder } = setUp();
    record(1);
    clock.advance(24);
    await settled();
    expect(told).toEqual([]);
    await log.settle(true);
    expect(told).toEqual(['1 durable']);
    expect(recorder.status().state).toBe('ready');
  });

  test('nobody waits longer than 25 ms for the disk; the record is stored when the disk comes to it', async () => {
    const { record, told, log, clock, recorder, journal } = setUp();
    record(1);
    clock.advance(25);
    await settled();
    expect(told).toEqual(['1 late']);
    expect(recorder.status()).toMatchObject({ state: 'faulted', faultCode: 'storage-slow' });
    expect(recorder.pending()).toBe(1);
    clock.advance(4_000);
    await log.settle(true);
    expect(recorder.status().state).toBe('ready');
    expect(recorder.pending()).toBe(0);
    expect(journal.types()).toEqual(['log-write-failed', 'log-write-slow', 'log-write-recovered']);
  });

  test('a record that the disk refused is kept, tried again and marked late', async () => {
    const { record, told, log, clock, recorder, order } = setUp();
    record(1);
    await log.settle(false);
    expect(told).toEqual(['1 late']);
    expect(recorder.status()).toMatchObject({ state: 'faulted', faultCode: 'storage-full' });
    clock.advance(250);
    await log.settle(false);
    clock.advance(499);
    expect(log.waiting()).toBe(0);
    clock.advance(1);
    await log.settle(true);
    expect(order()).toEqual(['1 late']);
    expect(recorder.status().state).toBe('ready');
  });

  test('while records are kept, those that follow queue up behind them at once', async () => {
    const { record, told, log, clock, order } = setUp();
    record(1);
    await log.settle(false);
    record(2);
    record(3);
    await settled();
    expect(told).toEqual(['1 late', '2 late', '3 late']);
    clock.advance(250);
    await log.settle(true);
    await log.settle(true);
    expect(order()).toEqual(['1 late', '2 late', '3 late']);
  });

  test('a disk that refuses is asked with one record at a time, however many are kept; one that is back, with some', async () => {
    const { record, log, clock, recorder, journal } = setUp();
    record(1);
    await log.settle(false);
    for (let n = 2; n <= 2_000; n++) record(n);
    clock.advance(250);
    expect(log.waiting()).toBe(1);
    await log.settle(false);
    clock.advance(500);
    const asked: number[] = [];
    while (log.waiting() > 0) {
      asked.push(log.waiting());
      await log.settle(true);
    }
    expect(asked).toEqual([1, 500, 500, 500, 499]);
    expect(recorder.pending()).toBe(0);
    expect(journal.events).toContainEqual({ type: 'log-write-recovered', records: 2_000 });
  });

  test('records that come while a retry is under way are stored by the next one', async () => {
    const { record, log, clock, order, recorder } = setUp();
    record(1);
    await log.settle(false);
    clock.advance(250);
    record(2);
    await log.settle(true);
    await log.settle(true);
    expect(order()).toEqual(['1 late', '2 late']);
    expect(recorder.pending()).toBe(0);
    expect(recorder.status().state).toBe('ready');
  });

  test('memory for unwritten records has an end, and it is told', async () => {
    const { record, log, recorder, journal } = setUp();
    record(1);
    await log.settle(false);
    for (let n = 2; n <= 10_001; n++) record(n);
    expect(recorder.pending()).toBe(10_000);
    expect(journal.types()).toContain('log-records-lost');
  });

  test('whatever the disk does, no record is lost or stored twice, and none keeps its door waiting (I8)', async () => {
    const step = fc.constantFrom('record', 'disk works', 'disk refuses', '10 ms', '5 s');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { record, told, log, clock, recorder } = setUp();
        let made = 0;
        for (const each of steps) {
          if (each === 'record') record(++made);
          else if (each === '10 ms') clock.advance(10);
          else if (each === '5 s') clock.advance(5_000);
          else await log.settle(each === 'disk works');
        }
        clock.advance(25);
        await settled();
        expect(told.length).toBe(made);
        for (let round = 0; round < 4; round++) {
          await log.settle(true);
          clock.advance(5_000);
        }
        expect(log.stored.map(({ record: { atMs } }) => atMs).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: made }, (_, n) => n + 1),
        );
        expect(recorder.pending()).toBe(0);
        expect(recorder.status().state).toBe('ready');
      }),
      { numRuns: 150 },
    );
  });
});
