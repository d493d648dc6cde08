import { writeFileSync } from 'node:fs';
import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { runForPicture } from './run-for-picture.ts';
import { terminalPicture } from './terminal-picture.ts';

export const USAGE = `A picture of a terminal for the guides, from a real run of a command:
  node provisioning/launch/guide-pictures.js --out FILE.svg --title TEXT --shown TEXT [--tree FOLDER] -- COMMAND …

  --out FILE      the picture; replaced where it is there
  --title TEXT    what it shows, for who does not see it
  --shown TEXT    the command as it is typed on a box
  --tree FOLDER   a box's tree that lies in a folder: its path is left out, so that paths are those of a box

It ends with 0 when the picture is there, whatever the command ended with: that stands in its last line when it is not 0.
64: called wrongly; 70: the command cannot be run; 73: the picture cannot be written.`;

const options = {
  out: { type: 'string' },
  title: { type: 'string' },
  shown: { type: 'string' },
  tree: { type: 'string' },
} as const;

/** Runs what stands after `--`, and writes the picture of it. */
export function takePicture(args: readonly string[]): Outcome {
  const parsed = parse(args, options, Number.POSITIVE_INFINITY);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { out, title, shown, tree } = parsed.values;
  if (out === undefined || title === undefined || shown === undefined)
    return failed(EXIT.usage, 'usage', '--out, --title and --shown are all wanted.');
  if (parsed.positionals.length === 0) return failed(EXIT.usage, 'usage', 'Of which command? It comes after --.');
  const run = runForPicture(parsed.positionals);
  if (!run.ok) return failed(EXIT.failed, run.error.code, run.error.detail);
  const { lines, exit } = run.value;
  const said = tree === undefined ? lines : lines.map((line) => line.replaceAll(tree.replace(/\/$/, ''), ''));
  const ended = exit === 0 ? [] : ['$ echo $?', String(exit)];
  return write(out, terminalPicture(title, [`$ ${shown}`, ...said, ...ended]));
}

function write(file: string, picture: string): Outcome {
  try {
    writeFileSync(file, picture);
  } catch (cause) {
    return failed(EXIT.cannotCreate, 'picture-not-written', cause instanceof Error ? cause.message : String(cause));
  }
  return { exit: EXIT.done, lines: [file], told: { outcome: 'done', file } };
}
