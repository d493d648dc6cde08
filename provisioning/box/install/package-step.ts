import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '../../../device/contract/result.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';

/** That the package is there which brings this unit: what it brings is not made a second time. */
export function packageStep(name: string, unit: string, { places }: System): Step {
  const detail = `${unit} is missing: apt install ${name}`;
  return {
    name: `package ${name}`,
    check: async () => (existsSync(join(places.root, 'usr/lib/systemd/system', unit)) ? 'right' : detail),
    apply: async () => err({ code: 'package-missing', detail }),
  };
}
