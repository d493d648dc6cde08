import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle } from '../../bundle/bundle.ts';
import { fingerprintOf } from '../../bundle/fingerprint.ts';
import type { Asker } from '../../command-line/asker.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { KIOSK_UNIT, placesOf } from '../../files/places.ts';
import { bundleRefused } from '../bundle-refused.ts';
import { type InstallArguments, readArguments } from './arguments.ts';
import { keepsCards } from './credential-key-step.ts';
import { openForBox } from './open-for-box.ts';
import { passphraseFrom } from './passphrase.ts';
import { planOf } from './plan.ts';
import { checkReport, installReport, lineOf } from './report.ts';
import { applySteps, checkSteps } from './run-steps.ts';
import { runTool } from './run-tool.ts';
import type { System } from './system.ts';

/** `kontoret box install`: makes this machine, or a tree, the box of one office. */
export async function installBox(args: readonly string[], terminal: Terminal, asker: Asker): Promise<Outcome> {
  const read = readArguments(args);
  if ('wrong' in read) return failed(EXIT.usage, 'usage', read.wrong);
  const system = systemAt(read.root);
  if (system.live && !system.asRoot)
    return failed(EXIT.noPermission, 'not-root', 'Only root can make a box of this machine.');
  const passphrase = await passphraseFrom(read.passphraseFile, asker);
  if (!passphrase.ok) return bundleRefused(passphrase.error);
  const offered = { file: read.bundle, passphrase: passphrase.value, operator: read.operator };
  const bundle = await openForBox(offered, system.places);
  if (!bundle.ok) return bundleRefused(bundle.error);
  if (!keepsCards(bundle.value, system.places)) return bundleRefused(OTHER_CARD_KEY);
  tellOperator(bundle.value, read, system, terminal);
  return install(bundle.value, read, system, terminal);
}

/** What a person has to do where no machine can: no operator was pinned, and none was told. */
function tellOperator(bundle: Bundle, { operator }: InstallArguments, { places }: System, { note }: Terminal): void {
  if (operator !== undefined || existsSync(places.operatorKey)) return;
  note(`Signed by ${fingerprintOf(createPublicKey(bundle.operatorKey))}: compare that with what the operator says.`);
}

async function install(bundle: Bundle, read: InstallArguments, system: System, { note }: Terminal): Promise<Outcome> {
  const steps = planOf(bundle, read.sshFrom, system);
  if (read.check) return checkReport(await checkSteps(steps));
  return installReport(`${bundle.operator}/${bundle.office}`, await applySteps(steps, (told) => note(lineOf(told))));
}

function systemAt(path: string): System {
  const places = placesOf(resolve(path));
  return {
    ...{ places, run: runTool, live: places.root === '/', asRoot: process.getuid?.() === 0 },
    hasScreen: existsSync(join(places.root, 'usr/lib/systemd/system', KIOSK_UNIT)),
  };
}

/** As a whole, before anything of it is on the box: a certificate of it would be taken within the hour. */
const OTHER_CARD_KEY = {
  code: 'credential-key-other',
  detail: 'cards are known by another key here. kontoret box re-key --new-credential-key takes this one',
};
