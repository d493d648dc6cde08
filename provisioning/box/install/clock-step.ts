import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '../../../device/contract/result.ts';
import { enabledStep } from './enabled-step.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';

/** What sets the clock, the one that was chosen by whoever installed it first: Debian lets one of them be there. */
const KEEPERS = ['chrony.service', 'systemd-timesyncd.service'];

/** That something sets the clock by the network. */
export function clockStep(system: System): Step {
  const { root } = system.places;
  const isThere = (unit: string) => existsSync(join(root, 'usr/lib/systemd/system', unit));
  const keeper = KEEPERS.find((unit) => isThere(unit) || existsSync(join(root, 'lib/systemd/system', unit)));
  if (keeper !== undefined) return enabledStep('clock', [keeper], system);
  const detail = 'nothing sets the clock: apt install systemd-timesyncd';
  return { name: 'clock', check: async () => detail, apply: async () => err({ code: 'clock-unset', detail }) };
}
