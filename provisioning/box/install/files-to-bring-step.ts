import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { filesToBring } from '../../bundle/files-to-bring.ts';
import { CONTROLLER_USER } from '../../files/places.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';

/** That what the config names and no bundle holds was brought: without it the controller does not start. */
export function filesToBringStep({ config }: Bundle, { places }: System): Step {
  const missing = () => filesToBring(config).filter((file) => !existsSync(join(places.root, file)));
  return {
    name: 'files to bring',
    check: async () => (missing().length === 0 ? 'right' : `missing: ${missing().join(', ')}`),
    async apply() {
      const put = missing().map((file) => `install -o ${CONTROLLER_USER} -g ${CONTROLLER_USER} -m 600 FILE ${file}`);
      return err({ code: 'file-to-bring', detail: `no bundle brings it: ${put.join('; ')}. Then run this again` });
    },
  };
}
