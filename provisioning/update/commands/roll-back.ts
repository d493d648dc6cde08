import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { goBack } from '../run-update.ts';
import type { Workbench } from '../trial/workbench.ts';
import { boxWorkbench } from './box-workbench.ts';
import { done, refused } from './outcomes.ts';
import { underLock } from './under-lock.ts';

const options = { now: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** `update roll-back`: to what ran before, by a person. */
export const rollBackCommand: Command = {
  name: 'update roll-back',
  summary: 'puts the release of before in place again',
  help: `  kontoret update roll-back [--now] [--json]

  --now  whatever the hour, and whoever is inside

It is refused where the release of before does not know the database as it is now: its schema only goes forward. Then a
backup of before is what there is to go back to, once the program of that release has restored it (upgrade.md). Like any
other release, the one of before stays only if the door is well with it. It ends with 75 while it has to wait, with 1 when it is refused.`,
  run: (args, terminal) => rollBack(args, boxWorkbench(terminal)),
};

export async function rollBack(args: readonly string[], bench: Workbench): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { now } = parsed.values;
  return underLock(bench, async () => {
    const back = await goBack({ now, again: true }, bench);
    return back.ok ? done(back.value) : refused(back.error);
  });
}
