import { placesOf } from '../../../provisioning/files/places.ts';
import { doorOf } from '../../../provisioning/update/trial/door-client.ts';
import type { Workbench } from '../../../provisioning/update/trial/workbench.ts';
import { ProcessService } from './process-service.ts';

/** In ms: a door of the tests is well at once, or not at all. */
export const patience = { wellWithin: 20_000, steadyFor: 60, poll: 15 };

/** Of a box below `root`, with processes in the place of systemd. */
export function workbenchAt(root: string, service = new ProcessService(placesOf(root))): Workbench {
  const places = placesOf(root);
  return {
    ...{ places, service, door: doorOf(places), patience },
    ...{ nowMs: () => Date.now(), freeBytes: () => 2 ** 40, note: () => {}, reached: async () => {} },
  };
}
