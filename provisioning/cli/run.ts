import type { Command } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { tell } from '../command-line/tell.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { helpOf, overview } from './help.ts';

/** Runs one of the commands: the first two words name it. */
export async function runKontoret(
  args: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [topic = '', verb = '', ...rest] = args;
  const command = commands.find(({ name }) => name === `${topic} ${verb}`);
  if (command === undefined) {
    const asked = topic === 'help' || args.includes('--help');
    (asked ? terminal.say : terminal.note)(overview(commands));
    return asked ? EXIT.done : EXIT.usage;
  }
  if (rest.includes('--help')) {
    terminal.say(helpOf(command));
    return EXIT.done;
  }
  return tell(await outcomeOf(command, rest, terminal), `kontoret ${command.name} --help`, rest, terminal);
}

/** What nobody has thought of is a fault of ours, and never read as an answer; where it was is told to whoever mends it. */
async function outcomeOf(command: Command, args: readonly string[], terminal: Terminal): Promise<Outcome> {
  try {
    return await command.run(args, terminal);
  } catch (cause) {
    terminal.note(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    return failed(
      EXIT.failed,
      'unexpected-error',
      `Something broke: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}
