import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeWith } from '../support/parts.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? Number.NaN, stdout, stderr }),
    );
  });
}

test('called wrongly it says how it is called, on standard error, and ends with 64', async () => {
  const { code, stdout, stderr } = await run('--faults', 'soft');
  expect(code).toBe(64);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^--faults: .*\n\n.*npm run fleet/s);
});

describeWith(['mosquitto'], 'with --json', () => {
  test('one object is on standard output, and where nobody watches nothing else is said', async () => {
    const { code, stdout, stderr } = await run('--offices', '2', '--minutes', '0.01', '--faults', 'none', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ lost: 0, settings: { offices: 2, speed: 144_000 } });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
