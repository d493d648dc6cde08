import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { type Asker, GivenUp } from '../command-line/asker.ts';
import { terminalAsker } from '../command-line/terminal-asker.ts';

/** What a program of the system ended with (null: it was killed), and what it said on standard output. */
export type Ran = { readonly status: number | null; readonly output: string };

/** What the commands of a box ask of the machine and of whoever sits before it; a test gives its own. */
export type Around = {
  /** Whether it is the machine itself, whose units can be started and stopped by root. */
  readonly live: boolean;
  /**
   * Null where there is no such program. Arguments can be read by everybody: never a secret. `longestMs`: for what has a
   * right to take its time.
   */
  readonly run: (program: string, args: readonly string[], longestMs?: number) => Promise<Ran | null>;
  readonly asker: Asker;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Epoch ms. */
  readonly now: () => number;
};

/** No program of the system that is asked here takes longer, unless it hangs. */
const LONGEST_RUN_MS = 90_000;

export const realAround: Around = {
  live: true,
  run: (program, args, longestMs = LONGEST_RUN_MS) =>
    new Promise((resolve) => {
      const options = { timeout: longestMs, env: { ...process.env, LC_ALL: 'C' } };
      execFile(program, args, options, (fault, stdout) => {
        if (fault?.code === 'ENOENT') resolve(null);
        else
          resolve({ status: fault === null ? 0 : typeof fault.code === 'number' ? fault.code : null, output: stdout });
      });
    }),
  asker: terminalAsker,
  wait: (ms) => setTimeout(ms),
  now: () => Date.now(),
};

/** What was typed; null when nobody is there, or wants no more. */
export async function typed({ asker }: Pick<Around, 'asker'>, question: string): Promise<string | null> {
  if (!asker.present) return null;
  try {
    return await asker.text(question, () => null);
  } catch (cause) {
    if (!(cause instanceof GivenUp)) throw cause;
    return null;
  }
}
