import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Health } from '../../../device/contract/api.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { fingerprintOf } from '../../bundle/fingerprint.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { CONTROLLER_UNIT, type Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import { bundleRefused } from '../bundle-refused.ts';
import { BoxClient } from '../controller/box-client.ts';
import { openForBox } from '../install/open-for-box.ts';
import { passphraseFrom } from '../install/passphrase.ts';
import type { StepFault } from '../install/step.ts';
import { mayChange } from '../may-change.ts';
import { backupHeader, belongTogether } from './backup-header.ts';
import { makeDataFolder, own, putMarker } from './data-folder.ts';
import { restoreBackup } from './restore.ts';

export const REPLACE_HELP = `kontoret box replace --bundle FILE [--passphrase-file FILE] [--backup FILE --identity FILE] [--json]

New hardware for the same office: makes this machine ready to take the place of a box that is broken or gone, before
kontoret box install is given the same bundle, or after it. With a backup it has the cards and the log of then; without
one every card must be enrolled again. In both cases it numbers its messages from a floor that the old box cannot have
reached, so that central staff see a gap and never the same number twice.

  --passphrase-file FILE  its first line opens the bundle; asked for without it
  --backup FILE           of the old box (ak-backup)
  --identity FILE         the age identity that reads the backup

The clock has to be right: it must not be before the bundle was made. See to it that the old box is off, and retire it
if it can still be started. It ends with 0 when it is done, 1 when bundle and backup do not belong
together, 75 when the clock is wrong or the controller runs on.`;

const options = {
  bundle: { type: 'string' },
  'passphrase-file': { type: 'string' },
  backup: { type: 'string' },
  identity: { type: 'string' },
  root: { type: 'string', default: '/' },
  json: { type: 'boolean', default: false },
} as const;

type Backup = { readonly backup: string; readonly identity: string };

/** `box replace`: this machine in place of another, which gave out numbers that nobody here knows. */
export async function replace(args: readonly string[], terminal: Terminal, around: Around): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { bundle: file, 'passphrase-file': passphraseFile, backup, identity, root } = parsed.values;
  if (file === undefined) return failed(EXIT.usage, 'usage', 'Of which office? --bundle FILE is missing.');
  if ((backup === undefined) !== (identity === undefined))
    return failed(EXIT.usage, 'usage', '--backup FILE and --identity FILE go together.');
  const may = mayChange(root, around);
  if ('refused' in may) return may.refused;
  const passphrase = await passphraseFrom(passphraseFile, around.asker);
  if (!passphrase.ok) return bundleRefused(passphrase.error);
  const bundle = await openForBox({ file, passphrase: passphrase.value, operator: undefined }, may.places);
  if (!bundle.ok) return bundleRefused(bundle.error);
  // Which operator this machine is of, nobody has said to it yet.
  if (!existsSync(may.places.operatorKey))
    terminal.note(
      `Signed by ${fingerprintOf(createPublicKey(bundle.value.operatorKey))}: compare that with the operator.`,
    );
  const from =
    backup === undefined || identity === undefined ? null : { backup: resolve(backup), identity: resolve(identity) };
  const checked = await checkedTogether(bundle.value, from, around);
  if (!checked.ok) return bundleRefused(checked.error);
  return takePlace(bundle.value, { from, madeAtMs: checked.value, places: may.places }, terminal, around);
}

/** Of a backup, when it was made; null without one. */
async function checkedTogether(
  bundle: Bundle,
  from: Backup | null,
  { now }: Around,
): Promise<Result<number | null, StepFault>> {
  if (now() < Date.parse(bundle.issuedAt))
    return err({
      code: 'clock-wrong',
      detail: `the clock is before the bundle was made (${bundle.issuedAt}): set it first`,
    });
  if (from === null) return ok(null);
  const header = await backupHeader(from.backup, from.identity);
  if (!header.ok) return header;
  const fits = belongTogether(header.value, bundle);
  return fits.ok ? ok(header.value.madeAtMs) : fits;
}

type Place = { readonly from: Backup | null; readonly madeAtMs: number | null; readonly places: Places };

async function takePlace(
  bundle: Bundle,
  { from, madeAtMs, places }: Place,
  terminal: Terminal,
  around: Around,
): Promise<Outcome> {
  terminal.note('Stopping the controller …');
  await around.run('systemctl', ['stop', CONTROLLER_UNIT]);
  if ((await new BoxClient(places.data).ask('GET', 'health', Health)).ok)
    return failed(EXIT.tryAgain, 'box-running', 'The controller still answers: nothing was changed. Stop it first.');
  makeDataFolder(places);
  const marker = { format: 'ak-replaced/1', atMs: around.now(), backupMadeAtMs: madeAtMs } as const;
  putMarker(places, marker);
  if (from !== null) {
    terminal.note('Restoring the backup …');
    const restored = await restoreBackup(from, places, around);
    own(places);
    if (!restored.ok) {
      // The door was decided for before, and is again.
      await startInstalled(places, around);
      return failed(EXIT.refused, restored.error.code, `Not restored: ${restored.error.detail}`);
    }
    // A start in between, as after a power cut, has taken the first for the database that was there then.
    putMarker(places, marker);
  }
  return outcomeOf(bundle, madeAtMs, await startInstalled(places, around));
}

/** Whether there is a box to be started. */
async function startInstalled({ config }: Places, { run }: Around): Promise<boolean> {
  const installed = existsSync(config);
  if (installed) await run('systemctl', ['start', CONTROLLER_UNIT]);
  return installed;
}

function outcomeOf({ operator, office }: Bundle, madeAtMs: number | null, installed: boolean): Outcome {
  const name = `${operator}/${office}`;
  const data =
    madeAtMs === null
      ? 'It begins with an empty log and without a card: enrol a host first (kontoret box host-card).'
      : `It has the cards and the log of ${new Date(madeAtMs).toISOString()}; what came after that is lost.`;
  return {
    exit: EXIT.done,
    lines: [
      `This machine takes the place of the box of ${name}.`,
      data,
      ...(installed ? [] : ['Now: kontoret box install, with the same bundle. Then: kontoret box check']),
      `Central staff: start the board once with --accept-log ${name}, so that it takes the log`,
      `${madeAtMs === null ? 'and the key ' : ''}of this box anew; until then it says that two logs cannot both be true.`,
      'The old box must not be started again: retire it (kontoret box retire), or break its disk.',
    ],
    told: { outcome: 'done', office: name, backupMadeAtMs: madeAtMs, installed, acceptLog: name },
  };
}
