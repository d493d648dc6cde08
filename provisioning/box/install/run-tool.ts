import { execFile } from 'node:child_process';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { StepFault } from './step.ts';

/** What a tool of the system said on stdout, without the last line end; a fault when it ended with anything but 0. */
export type RunTool = (command: string, ...args: readonly string[]) => Promise<Result<string, StepFault>>;

const LONGEST_MS = 60_000;

export const runTool: RunTool = (command, ...args) =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: LONGEST_MS, env: { ...process.env, LC_ALL: 'C' } }, (fault, stdout, stderr) => {
      const said = stderr.trim().split('\n').at(-1) ?? '';
      if (fault === null) resolve(ok(stdout.trimEnd()));
      else resolve(err({ code: 'tool-failed', detail: `${[command, ...args].join(' ')}: ${said || fault.message}` }));
    });
  });
