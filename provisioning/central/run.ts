import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { tell } from '../command-line/tell.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { board } from './board/board.ts';
import { keygen } from './commands/keygen.ts';
import { send } from './commands/send.ts';
import { sign } from './commands/sign.ts';
import { USAGE } from './usage.ts';

const HELP = 'npm run central -- --help';

/** `pageFolder`: the built page of the board. */
export async function runCentral(args: readonly string[], pageFolder: string, terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (args.includes('--help')) {
    terminal.say(USAGE);
    return EXIT.done;
  }
  switch (name) {
    case 'keygen':
      return tell(keygen(rest), HELP, rest, terminal);
    case 'sign':
      return tell(sign(rest, Date.now()), HELP, rest, terminal);
    case 'send':
      return tell(await send(rest, Date.now(), terminal.note), HELP, rest, terminal);
    case 'board':
      return board(rest, pageFolder, terminal);
    default:
      terminal.note(USAGE);
      return EXIT.usage;
  }
}
