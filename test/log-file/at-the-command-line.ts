import { runLog } from '../../device/log-file/run.ts';

export type Told = { readonly exit: number; readonly told: Record<string, unknown>; readonly lines: string };

/** A command with --json, as the launcher runs it. */
export async function log(dataFolder: string, ...args: string[]): Promise<Told> {
  const out: string[] = [];
  const notes: string[] = [];
  const terminal = { say: (line: string) => out.push(line), note: (line: string) => notes.push(line), screen: null };
  const exit = await runLog([...args, '--json'], dataFolder, terminal);
  return { exit, told: out.length === 0 ? {} : JSON.parse(out.join('\n')), lines: notes.join('\n') };
}
