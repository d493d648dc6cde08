import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

test('without anything it is a hundred offices for five minutes, which cover one day', () => {
  const settings = { offices: 100, minutes: 5, speed: 288, seed: 1, faults: 'usual', urls: null, restartBroker: false };
  expect(readArguments([])).toEqual({ settings, json: false });
});

test('brokers are told of with commas between', () => {
  const read = readArguments(['--broker', 'mqtt://one:1883,mqtt://two:1883', '--json']);
  expect(read).toMatchObject({ settings: { urls: ['mqtt://one:1883', 'mqtt://two:1883'] }, json: true });
});

test.each([
  ['a number that is none', ['--offices', 'many']],
  ['no office', ['--offices', '0']],
  ['faults that there are not', ['--faults', 'soft']],
  ['a broker by TLS', ['--broker', 'mqtts://one:8883']],
  ['another’s broker to be restarted', ['--broker', 'mqtt://one:1883', '--restart-broker']],
  ['an option that there is not', ['--office', '1']],
])('%s: it says what is wrong', (_, args) => {
  expect(readArguments(args)).toEqual({ wrong: expect.any(String) });
});
