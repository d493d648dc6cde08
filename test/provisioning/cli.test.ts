import { expect, test } from 'vitest';
import { runKontoret } from '../../provisioning/cli/run.ts';
import type { Command } from '../../provisioning/command-line/command.ts';

/** A command that meets what nobody foresaw. */
const broken: Command = {
  name: 'box break',
  summary: '',
  help: '',
  run: () => Promise.reject(new Error('the disk sang')),
};

async function run(...args: readonly string[]) {
  const [said, noted]: [string[], string[]] = [[], []];
  const terminal = { say: (line: string) => void said.push(line), note: (line: string) => void noted.push(line) };
  const exit = await runKontoret(args, [broken], terminal);
  return { exit, said: said.join('\n'), noted: noted.join('\n') };
}

test('a command that breaks ends with 70, for 1 would be an answer, and says what it met', async () => {
  expect(await run('box', 'break')).toEqual({ exit: 70, said: '', noted: expect.stringContaining('the disk sang') });
});

test('with --json it is told as one object', async () => {
  const { exit, said } = await run('box', 'break', '--json');
  expect(exit).toBe(70);
  expect(JSON.parse(said)).toMatchObject({ outcome: 'failed', code: 'unexpected-error' });
});

test('help that is asked for is no misuse, whatever stands before it', async () => {
  for (const args of [['--help'], ['help'], ['box', '--help'], ['box', 'break', '--help']])
    expect(await run(...args)).toMatchObject({ exit: 0, said: expect.stringContaining('box break'), noted: '' });
  expect(await run('box')).toMatchObject({ exit: 64, said: '' });
});
