import { expect, test } from 'vitest';
import type { PartStatus } from '../../device/contract/status.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { BusAtWork } from './bus-at-work.ts';

const NO_SUCH_OUTPUT = 5;

test('a reader that has no such output: that strike is out, and the reader reads cards', () => {
  const work = BusAtWork.ready({ outputs: [0, NO_SUCH_OUTPUT] });
  const { reader, source, device } = work.first;
  expect(reader.output(NO_SUCH_OUTPUT).status()).toMatchObject({ state: 'faulted', faultCode: 'output-refused' });
  expect(reader.output(0).status().state).toBe('ready');
  expect(source.statuses).toEqual(['starting', 'ready']);
  device.presentUid('04A1B2C3');
  reader.output(0).energise(milliseconds(1_000));
  work.pass(200);
  expect(source.told).toEqual(['+04A1B2C3']);
  expect(device.outputs[0]).toBe(true);
});

test('it is tried anew in each session', () => {
  const work = BusAtWork.ready({ outputs: [NO_SUCH_OUTPUT] });
  const told: PartStatus['state'][] = [];
  work.first.reader.output(NO_SUCH_OUTPUT).onStatus(({ state }) => told.push(state));
  work.first.device.cyclePower();
  work.pass(2_000);
  expect(told).toEqual(['ready', 'faulted']);
});
