import { existsSync, readFileSync } from 'node:fs';
import { Config } from '../../../device/contract/config.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { isSshFrom, type SshFrom } from './firewall.ts';
import { liveSteps } from './live-steps.ts';
import { recordStep, settingsSteps, sshFromFile } from './settings-steps.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';
import { firstSteps, systemSteps } from './system-steps.ts';

/** All that makes the box of this bundle, in order. `sshFrom`: undefined keeps what the box has. */
export function planOf(bundle: Bundle, sshFrom: SshFrom | undefined, system: System): readonly Step[] {
  const config = Config.parse(bundle.config);
  return [
    ...firstSteps(system),
    ...settingsSteps(bundle, system),
    ...systemSteps(config, sshFrom ?? keptSshFrom(system.places.settings), system),
    recordStep(bundle, system),
    ...(system.live ? liveSteps(bundle, system) : []),
  ];
}

/** `none` where nobody has said yet. */
function keptSshFrom(settings: string): SshFrom {
  const file = sshFromFile(settings);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return isSshFrom(kept) ? kept : 'none';
}
