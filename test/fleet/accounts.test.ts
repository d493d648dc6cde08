import { expect, test } from 'vitest';
import { OfficeId } from '../../device/contract/ids.ts';
import { accountsOf } from './accounts.ts';
import type { Heard } from './listener/heard.ts';

const office = OfficeId.parse('office-0001');
const { NaN: never, POSITIVE_INFINITY: forEver } = Number;

function heardOf(arrivedMs: readonly number[], late: readonly number[], outages: Heard['outages'] = []): Heard {
  const streams = [{ stream: 'events' as const, arrivedMs: Float64Array.from(arrivedMs), late: Uint8Array.from(late) }];
  return {
    ...{ messages: 0, states: 0, bytes: 0, peakPerSecond: 0, doubled: 0, outOfOrder: 0 },
    ...{ malformed: { count: 0, examples: [] }, outages, offices: [{ office, streams }] },
  };
}

function givenOut(events: number[], waiting: readonly number[], outages: Heard['outages'] = []) {
  return {
    office,
    book: { made: { events, hourly: [], 'log-head': [], receipt: [] }, uptime: { outages: () => outages } },
    outbox: { waiting: (stream: string) => new Set(stream === 'events' ? waiting : []) },
  };
}

test('what was neither heard nor waits is lost, at the end of a stream too', () => {
  const given = givenOut([1, 2, 3, 4, 5], [5]);
  const { sent, received, lost, waiting } = accountsOf([given], heardOf([10, never, 30], [0, 0, 0]));
  expect({ sent, received, lost, waiting }).toEqual({ sent: 5, received: 2, lost: 2, waiting: 1 });
});

test('of an office that was never heard everything is lost', () => {
  const nothing = { ...heardOf([], []), offices: [] };
  expect(accountsOf([givenOut([1, 2], [])], nothing)).toMatchObject({ sent: 2, received: 0, lost: 2 });
});

test('a message that was marked late, or met an outage of office or listener, has waited', () => {
  const given = givenOut(
    [10, 20, 30, 40],
    [],
    [
      { fromMs: 19, toMs: 21 },
      { fromMs: 100, toMs: forEver },
    ],
  );
  const heard = heardOf([12, 23, 34, 45], [0, 0, 0, 1], [{ fromMs: 33, toMs: 33.5 }]);
  const { live, waited, late } = accountsOf([given], heard);
  expect({ live, waited, late }).toEqual({ live: [2], waited: [3, 4, 5], late: 1 });
});
