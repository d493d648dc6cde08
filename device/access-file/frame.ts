import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of a command: its usage; or something, in a way that is right or wrong. */
type Asked<C> = C | 'help' | { readonly wrong: string };

/** The frame of every command of this box: how it is called, does its work, and tells what came of it. */
export async function runFramed<C extends { readonly json: boolean }>(
  asked: Asked<C>,
  usage: string,
  terminal: Terminal,
  perform: (command: C, progress: Progress) => Promise<Outcome>,
): Promise<ExitCode> {
  if (asked === 'help') {
    terminal.say(usage);
    return EXIT.done;
  }
  if ('wrong' in asked) {
    terminal.note(`${asked.wrong}\n\n${usage}`);
    return EXIT.usage;
  }
  const { exit, lines, told } = await perform(asked, new Progress(terminal));
  if (asked.json) terminal.say(JSON.stringify(told));
  else for (const line of lines) (exit === EXIT.done || exit === EXIT.refused ? terminal.say : terminal.note)(line);
  return exit;
}
