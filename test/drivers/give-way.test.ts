import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { refusing } from '../support/refused-calls.ts';

const module = new URL('../../device/drivers/give-way.ts', import.meta.url).href;

/** How nice a process is that gave way by so much. */
function nicenessAfter(by: number, env: Readonly<Record<string, string>> = {}): number {
  const script = `import { getPriority } from 'node:os';
    import { giveWay } from '${module}';
    giveWay(undefined, ${by});
    giveWay(process.pid, ${by});
    console.log(getPriority());`;
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], options));
}

describeWith(['gcc'], 'a process that gives way', () => {
  test('comes after the door', () => {
    expect(nicenessAfter(10)).toBe(10);
  });

  test('comes beside it where the kernel refuses the call', () => {
    expect(nicenessAfter(10, refusing(['setpriority']))).toBe(0);
  });
});
