import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import { bundleRefused } from '../bundle-refused.ts';
import { passphraseFrom } from '../install/passphrase.ts';
import { mayChange } from '../may-change.ts';
import { goOn, type ReKeyed } from './go-on.ts';
import { bundleForReKey } from './may-re-key.ts';
import { type Plan, planUnderWay, stagePlan } from './plan.ts';
import { forgetOld } from './switch.ts';
import { wantedChanges } from './wanted-changes.ts';

export const RE_KEY_HELP = `kontoret box re-key --bundle FILE [--passphrase-file FILE] [--new-credential-key] [--json]
kontoret box re-key --resume [--json]

Gives this box the keys of a later bundle of its office: certificate and key for the broker, the broker's authority,
config and command keys; and new tokens for command line, screen and sessions. The controller is started anew, which shuts
nobody in and takes some seconds; then it has to be ready, and the broker must not refuse it. If it is not, or does,
everything is put back as it was. The broker's refusal is waited for during a minute; without a network the new keys stay.

  --passphrase-file FILE  its first line opens the bundle; asked for without it
  --new-credential-key    takes another key for cards, too: EVERY enrolled card must be enrolled again
  --resume                goes on with one that the power cut

It ends with 0 when it is done, 1 when the bundle is not later, of another office, or did not work out; 65, 66, 76 and 77
when the bundle cannot be taken, 75 while an update is on trial.`;

const options = {
  bundle: { type: 'string' },
  'passphrase-file': { type: 'string' },
  'new-credential-key': { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  root: { type: 'string', default: '/' },
  json: { type: 'boolean', default: false },
} as const;

/** `box re-key`: later keys for the same office. */
export async function reKey(args: readonly string[], terminal: Terminal, around: Around): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { bundle: file, 'passphrase-file': passphraseFile, 'new-credential-key': newCredentialKey } = parsed.values;
  const { resume } = parsed.values;
  if ((file === undefined) !== resume) return failed(EXIT.usage, 'usage', 'Either --bundle FILE, or --resume.');
  const may = mayChange(parsed.values.root, around);
  if ('refused' in may) return may.refused;
  const { places } = may;
  const underWay = planUnderWay(places);
  if (!underWay.ok) return failed(EXIT.failed, underWay.error.code, underWay.error.detail);
  if (underWay.value !== null && !resume)
    terminal.note('One that was cut short is finished first; then give the bundle again.');
  if (underWay.value !== null) return end(underWay.value, places, terminal, around);
  if (file === undefined) return failed(EXIT.refused, 'nothing-under-way', 'No re-key is under way.');
  // A start that the update has not asked for would count against the release that is on trial.
  if (existsSync(join(places.releases, 'trial')))
    return failed(EXIT.tryAgain, 'update-under-way', 'An update is on trial: nothing was changed. Try again later.');
  const passphrase = await passphraseFrom(passphraseFile, around.asker);
  if (!passphrase.ok) return bundleRefused(passphrase.error);
  const bundle = await bundleForReKey({ file, passphrase: passphrase.value, newCredentialKey }, places);
  if (!bundle.ok) return bundleRefused(bundle.error);
  const wanted = wantedChanges(bundle.value, places, process.getuid?.() === 0);
  forgetOld(wanted);
  const { serial, operator, office } = bundle.value;
  const plan = stagePlan(places, wanted, { serial, office: `${operator}/${office}`, newCredentialKey });
  return end(plan, places, terminal, around);
}

async function end(plan: Plan, places: Places, terminal: Terminal, around: Around): Promise<Outcome> {
  return outcomeOf(plan, await goOn(plan, { places, terminal, around }));
}

function outcomeOf({ office, serial, newCredentialKey }: Plan, done: ReKeyed): Outcome {
  if (!done.kept)
    return failed(EXIT.refused, done.why, `Put back as it was (${done.why}): bundle ${serial} did not work out.`);
  const away = 'The broker did not answer within a minute; kontoret box check tells when it has.';
  return {
    exit: EXIT.done,
    lines: [
      `${office} has the keys of bundle ${serial}.`,
      ...(done.broker === 'away' ? [away] : []),
      ...(newCredentialKey ? ['Every card must be enrolled again, host cards first: kontoret box host-card.'] : []),
    ],
    told: { outcome: 'done', office, serial, broker: done.broker, newCredentialKey },
  };
}
