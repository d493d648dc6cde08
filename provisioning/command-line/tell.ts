import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** Of a text that goes to a terminal: what is no break of a line and no tabulator would move it. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/**
 * Says what came of a command: one object with `--json`, else lines. `help`: what tells how it is called. Of what others say
 * of themselves, a USB device of its name, no control character gets to root's terminal.
 */
export function tell(
  { exit, lines, told }: Outcome,
  help: string,
  args: readonly string[],
  { say, note }: Terminal,
): ExitCode {
  const asJson = args.includes('--json');
  if (asJson) say(JSON.stringify(told).replaceAll(CONTROL, escaped));
  else
    for (const line of lines)
      (exit === EXIT.done || exit === EXIT.refused ? say : note)(line.replaceAll(CONTROL, '\ufffd'));
  if (exit === EXIT.usage && !asJson) note(`${help} tells more.`);
  return exit;
}

/** As JSON has it, which itself escapes no more than U+0000 to U+001F. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
