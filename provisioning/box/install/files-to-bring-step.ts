import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { filesToBring } from '../../bundle/files-to-bring.ts';
import { CONTROLLER_USER, type Places } from '../../files/places.ts';
import type { Step, StepFault } from './step.ts';

/** What the config names and no bundle holds, and nobody has brought: without it the controller does not start. */
export function lackOf({ config }: Pick<Bundle, 'config'>, { root }: Pick<Places, 'root'>): StepFault | null {
  const missing = filesToBring(config).filter((file) => !existsSync(join(root, file)));
  if (missing.length === 0) return null;
  const put = missing.map((file) => `install -o ${CONTROLLER_USER} -g ${CONTROLLER_USER} -m 600 FILE ${file}`);
  return { code: 'file-to-bring', detail: `no bundle brings it: ${put.join('; ')}. Then run this again` };
}

export function filesToBringStep(bundle: Bundle, places: Places): Step {
  const lack = () => lackOf(bundle, places);
  return {
    name: 'files to bring',
    check: async () => lack()?.detail ?? 'right',
    async apply() {
      const fault = lack();
      return fault === null ? ok(undefined) : err(fault);
    },
  };
}
