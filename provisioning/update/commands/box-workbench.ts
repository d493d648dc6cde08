import { statfsSync } from 'node:fs';
import type { Terminal } from '../../command-line/terminal.ts';
import { placesOf } from '../../files/places.ts';
import { doorOf } from '../trial/door-client.ts';
import { systemdService } from '../trial/service.ts';
import { usualPatience, type Workbench } from '../trial/workbench.ts';

/** This box, as it is installed. */
export function boxWorkbench({ note }: Terminal): Workbench {
  const places = placesOf('/');
  return {
    ...{ places, service: systemdService, door: doorOf(places), patience: usualPatience, note },
    nowMs: () => Date.now(),
    freeBytes(folder) {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
    reached: async () => {},
  };
}
