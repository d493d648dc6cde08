import { expect, test } from 'vitest';
import { BusAtWork } from './bus-at-work.ts';

test('noise on the line is told once, and again a minute later', () => {
  const work = BusAtWork.ready();
  const { source } = work.first;
  work.noise = (bytes) => bytes.map((byte, at) => (at === 5 ? byte ^ 0xff : byte));
  work.pass(5_000);
  expect(source.refusals).toEqual(['check-wrong']);
  work.pass(60_000);
  expect(source.refusals).toEqual(['check-wrong', 'check-wrong']);
});

test('an answer with a wrong MAC is told', () => {
  const work = BusAtWork.ready();
  work.first.device.flipMacs(1);
  work.pass(500);
  expect(work.first.source.refusals).toEqual(['mac-wrong']);
});

test('a command that the reader will not do is told', () => {
  const work = BusAtWork.ready();
  work.first.device.refuse(0x6a);
  work.first.reader.show('denied');
  work.pass(500);
  expect(work.first.source.refusals).toEqual(['buzzer-refused']);
});
