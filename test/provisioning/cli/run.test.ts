import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../../provisioning/cli/commands.ts';
import { overview } from '../../../provisioning/cli/help.ts';
import { runKontoret } from '../../../provisioning/cli/run.ts';
import { EXIT } from '../../../provisioning/command-line/exit-codes.ts';

test('a command that breaks is no answer of no: it ends with 70, as one object with --json', async () => {
  const breaks = {
    ...{ name: 'box look', summary: 'looks', help: 'looks at it' },
    run: () => Promise.reject(new TypeError('a bug')),
  };
  const [said, noted]: [string[], string[]] = [[], []];
  const terminal = { say: (line: string) => void said.push(line), note: (line: string) => void noted.push(line) };

  expect(await runKontoret(['box', 'look'], [breaks], terminal)).toBe(70);
  expect([said, noted.join('\n')]).toEqual([[], expect.stringContaining('a bug')]);

  expect(await runKontoret(['box', 'look', '--json'], [breaks], terminal)).toBe(70);
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ outcome: 'failed', code: 'unexpected-error' });
});

test('what a device says of itself moves no terminal: control characters in what came of a command are shown as such', async () => {
  const lines = ['Reader outside: [ready] \u001b]0;title\u0007\u009b2J\r', '  åäö, in columns:\tas it is'];
  const looks = {
    ...{ name: 'box look', summary: 'looks', help: 'looks at it' },
    run: async () => ({ exit: EXIT.done, lines, told: { detail: '\u009b2J' } }),
  };
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), note: () => {} };
  await runKontoret(['box', 'look'], [looks], terminal);
  expect(said).toEqual(['Reader outside: [ready] �]0;title��2J�', lines[1]]);
  await runKontoret(['box', 'look', '--json'], [looks], terminal);
  expect(said.at(-1)).not.toMatch(/[^\P{Cc}]/u);
  expect(JSON.parse(said.at(-1) ?? '')).toEqual({ detail: '\u009b2J' });
});

test('what a command may end with is told, by the command itself and in the guide', () => {
  const guide = readFileSync(new URL('../../../provisioning/guides/operation.md', import.meta.url), 'utf8');
  const [, table = ''] = /\n\| it ends with \| .*\n((?:\|.*\n)+)/.exec(guide) ?? [];
  for (const code of Object.values(EXIT)) {
    expect(overview(commands)).toMatch(new RegExp(`\\b${code} when`));
    expect(table).toMatch(new RegExp(`^\\|[^|]*\\b${code}\\b`, 'm'));
  }
});

test('help that is asked for is no misuse, whatever stands before it', async () => {
  const look = { name: 'box look', summary: '', help: '', run: () => Promise.reject(new Error('it is not run')) };
  const run = async (...args: readonly string[]) => {
    const [said, noted]: [string[], string[]] = [[], []];
    const terminal = { say: (line: string) => void said.push(line), note: (line: string) => void noted.push(line) };
    return { exit: await runKontoret(args, [look], terminal), said: said.join('\n'), noted };
  };
  for (const args of [['--help'], ['help'], ['box', '--help'], ['box', 'look', '--help']])
    expect(await run(...args)).toEqual({ exit: 0, said: expect.stringContaining('box look'), noted: [] });
  expect(await run('box')).toMatchObject({ exit: 64, said: '' });
});
