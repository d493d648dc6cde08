import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** Says what came of a command: one object with `--json`, else lines. `help`: what tells how it is called. */
export function tell(
  { exit, lines, told }: Outcome,
  help: string,
  args: readonly string[],
  { say, note }: Terminal,
): ExitCode {
  const asJson = args.includes('--json');
  if (asJson) say(JSON.stringify(told));
  else for (const line of lines) (exit === EXIT.done || exit === EXIT.refused ? say : note)(line);
  if (exit === EXIT.usage && !asJson) note(`${help} tells more.`);
  return exit;
}
