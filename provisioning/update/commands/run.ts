import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { ownArchitecture } from '../release/manifest.ts';
import { takeWaiting, type UpdateFault, update } from '../run-update.ts';
import { sourceIn } from '../source/update-settings.ts';
import type { Workbench } from '../trial/workbench.ts';
import { boxWorkbench } from './box-workbench.ts';
import { done, idle, refused } from './outcomes.ts';
import { underLock } from './under-lock.ts';

const options = { json: { type: 'boolean', default: false } } as const;
const order = { now: false, again: false } as const;

/** Of what a timer asks for these are everyday answers. */
const EVERYDAY: readonly UpdateFault['code'][] = [
  ...(['source-empty', 'release-not-newer', 'release-failed-before', 'window-closed'] as const),
];

/** Then what waits on the box is taken; a source that is there says itself what is to be. */
const AWAY: readonly UpdateFault['code'][] = ['source-empty', 'source-unreachable'];

/** `update run`: what the timer calls. */
export const runCommand: Command = {
  name: 'update run',
  summary: 'looks for a newer release where /etc/ak/update.json says, and puts it in place when nobody needs the door',
  help: `  kontoret update run [--json]

/etc/ak/update.json is {"from": "https://releases.example.se/ak/"} or {"from": "/media/usb"}: a folder with
ak-release_amd64.manifest (or arm64) and the archive that it names. Without the file only what \`update apply\` has left
waiting is taken. A change of release that the power cut is brought to an end first. A release that was taken back here is not tried again.
It ends with 0 when there is nothing to do or it waits for its time, 69 when the address cannot be reached.`,
  run: (args, terminal) => run(args, boxWorkbench(terminal)),
};

export async function run(args: readonly string[], bench: Workbench): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  return underLock(bench, () => look(bench));
}

async function look(bench: Workbench): Promise<Outcome> {
  const architecture = ownArchitecture();
  if (architecture === null) return idle('no-architecture', 'No releases are made for this machine.');
  const source = sourceIn(bench.places, architecture);
  if (!source.ok) return refused(source.error);
  const looked = source.value && (await update(source.value, order, bench));
  const isThere = looked !== null && (looked.ok || !AWAY.includes(looked.error.code));
  const updated = (isThere ? null : await takeWaiting(order, bench)) ?? looked;
  if (updated === null) return idle('not-asked-for', 'Nobody has said where releases come from.');
  if (updated.ok) return done(updated.value);
  const fault = updated.error;
  return EVERYDAY.includes(fault.code) ? idle(fault.code, `Nothing to do now: ${fault.detail}`) : refused(fault);
}
