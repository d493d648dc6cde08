import type { Command } from '../command-line/command.ts';

export function overview(commands: readonly Command[]): string {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  kontoret ${name.padEnd(widest)}  ${summary}`);
  return [
    'From a bare box to a working door, and on to its end:',
    ...list,
    '',
    'On a box, as root: kontoret log … and kontoret access …, the log, and cards and rules as files; --help tells more.',
    '',
    'kontoret COMMAND --help tells more of each. With --json a command prints one object on its last line.',
    'They end with 0 when it is done, 1 when the answer is no, 64 when called wrongly, 65 when what was given is not',
    'right, 66 when a file cannot be read, 69 when the box or a service cannot be reached, 70 when something broke,',
    '73 when something cannot be written, 75 when it may be tried again later, 76 when it is not signed by whom it has to',
    'be, 77 when the right to do it is missing.',
  ].join('\n');
}

export function helpOf({ name, summary, help }: Command): string {
  return `kontoret ${name}: ${summary}\n\n${help}`;
}
