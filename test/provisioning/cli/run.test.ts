import { expect, test } from 'vitest';
import { runKontoret } from '../../../provisioning/cli/run.ts';

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
