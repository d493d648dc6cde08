import { spawn } from 'node:child_process';
import { err, ok, type Result } from '../../contract/result.ts';
import type { Milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { giveWay } from '../give-way.ts';

/** `child-failed`: it ended with another code than 0, or gave more than it may. */
export type ChildFault = { readonly code: 'child-missing' | 'child-failed' | 'child-hung' | 'child-aborted' };

type Task = {
  readonly clock: Clock;
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string | Uint8Array;
  readonly signal: AbortSignal;
  /** After which it is taken for stuck. */
  readonly within: Milliseconds;
  readonly mostBytes: number;
};

const NICENESS = 10;

/** What a process that is fed `input` writes to its stdout. One that is aborted, stuck or talkative is killed. */
export function childOutput({
  clock,
  command,
  args,
  input,
  signal,
  ...most
}: Task): Promise<Result<Buffer, ChildFault>> {
  if (signal.aborted) return Promise.resolve(err({ code: 'child-aborted' }));
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'ignore'] });
    giveWay(child.pid, NICENESS);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let why: ChildFault['code'] = 'child-failed';
    const kill = (code: ChildFault['code']) => {
      why = code;
      child.kill('SIGKILL');
    };
    const abort = () => kill('child-aborted');
    const cancel = clock.after(most.within, () => kill('child-hung'));
    const end = (result: Result<Buffer, ChildFault>) => {
      cancel();
      signal.removeEventListener('abort', abort);
      resolve(result);
    };
    signal.addEventListener('abort', abort);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most.mostBytes) kill('child-failed');
      else chunks.push(chunk);
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', (error) => {
      const missing = 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
      end(err({ code: missing ? 'child-missing' : 'child-failed' }));
    });
    child.on('close', (code) => end(code === 0 ? ok(Buffer.concat(chunks)) : err({ code: why })));
  });
}
