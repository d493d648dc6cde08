import { expect, test } from 'vitest';
import { realAround } from '../../../provisioning/box/around.ts';
import { runLogCommand } from '../../../provisioning/box/log-command.ts';
import { emptyBox } from './around.ts';

test('a program that hangs is ended, and one that is not there is told apart', async () => {
  expect(await realAround.run('sleep', ['60'], 50)).toEqual({ status: null, output: '' });
  expect(await realAround.run('sh', ['-c', 'echo said; exit 3'])).toEqual({ status: 3, output: 'said\n' });
  expect(await realAround.run('no-such-program', [])).toBeNull();
});

test('a large log is given more time than a program of the system', async () => {
  const given: (number | undefined)[] = [];
  const run: typeof realAround.run = async (_program, _args, longestMs) => {
    given.push(longestMs);
    return null;
  };
  await runLogCommand({ run }, emptyBox().places, ['restore']);
  expect(given[0]).toBeGreaterThan(600_000);
});
