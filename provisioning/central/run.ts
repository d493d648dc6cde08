import { board } from './board/board.ts';
import { keygen } from './commands/keygen.ts';
import { send } from './commands/send.ts';
import { sign } from './commands/sign.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import type { Terminal } from './terminal.ts';
import { USAGE } from './usage.ts';

/** `pageFolder`: the built page of the board. */
export async function runCentral(args: readonly string[], pageFolder: string, terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (args.includes('--help')) {
    terminal.say(USAGE);
    return EXIT.done;
  }
  switch (name) {
    case 'keygen':
      return tell(keygen(rest), rest, terminal);
    case 'sign':
      return tell(sign(rest, Date.now()), rest, terminal);
    case 'send':
      return tell(await send(rest, Date.now(), terminal.note), rest, terminal);
    case 'board':
      return board(rest, pageFolder, terminal);
    default:
      terminal.note(USAGE);
      return EXIT.usage;
  }
}

function tell({ exit, lines, told }: Outcome, args: readonly string[], { say, note }: Terminal): ExitCode {
  if (args.includes('--json')) say(JSON.stringify(told));
  else for (const line of lines) (exit === EXIT.done || exit === EXIT.refused ? say : note)(line);
  if (exit === EXIT.usage && !args.includes('--json')) note('npm run central -- --help tells more.');
  return exit;
}
