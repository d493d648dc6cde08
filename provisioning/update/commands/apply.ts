import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { update } from '../run-update.ts';
import { filesSource } from '../source/folder-source.ts';
import type { Workbench } from '../trial/workbench.ts';
import { boxWorkbench } from './box-workbench.ts';
import { done, refused } from './outcomes.ts';
import { underLock } from './under-lock.ts';

const options = {
  manifest: { type: 'string' },
  archive: { type: 'string' },
  now: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** `update apply`: a release from two files, by a person. */
export const applyCommand: Command = {
  name: 'update apply',
  summary: 'puts a signed release in place of the one that runs, and takes it back if the door is not well with it',
  help: `  kontoret update apply --manifest FILE --archive FILE [--now] [--json]

  --manifest  what the maker has signed of the release
  --archive   the release itself
  --now       whatever the hour, and whoever is inside

The release is unpacked beside the one that runs and tried on a copy of the database; then it waits until the office is
closed and nobody is inside, and the command is called once more. The door is without its controller for some seconds.
It ends with 75 while it has to wait, with 1 when the release was refused or taken back, with 76 when somebody else signed it.`,
  run: (args, terminal) => apply(args, boxWorkbench(terminal)),
};

export async function apply(args: readonly string[], bench: Workbench): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { manifest, archive, now } = parsed.values;
  if (manifest === undefined || archive === undefined)
    return failed(EXIT.usage, 'usage', 'Which release? --manifest FILE and --archive FILE.');
  return underLock(bench, async () => {
    const updated = await update(filesSource(manifest, archive), { now, again: true }, bench);
    return updated.ok ? done(updated.value) : refused(updated.error);
  });
}
