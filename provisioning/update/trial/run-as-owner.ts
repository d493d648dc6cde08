import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';

export type Ran = { readonly exit: number | null; readonly stdout: string; readonly stderr: string };

/** In bytes, of each stream; the rest is not kept. */
const MOST_KEPT = 64 * 1024;

/**
 * Runs a program as whoever owns a folder, so that root follows nothing that the owner has put there. Its environment is
 * what is given, and PATH. `longestMs`: then it is killed. `exit`: null of one that was killed, or cannot be run.
 */
export async function runAsOwner(
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
  { env = {}, longestMs }: { readonly env?: Readonly<Record<string, string>>; readonly longestMs: number },
): Promise<Ran> {
  const { uid, gid } = statSync(folder);
  const as = process.getuid?.() === 0 ? { uid, gid } : {};
  const child = spawn(program, args, {
    ...as,
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      if (said[name].length < MOST_KEPT) said[name] += text;
    });
  const exit = await new Promise<number | null>((resolve) => {
    child.on('close', resolve).on('error', ({ message }) => {
      said.stderr += message;
      resolve(null);
    });
  });
  return { exit, ...said };
}
