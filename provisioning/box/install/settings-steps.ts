import { join } from 'node:path';
import type { Bundle } from '../../bundle/bundle.ts';
import { CONTROLLER_USER } from '../../files/places.ts';
import type { Owner } from '../../files/put-file.ts';
import { recordFile, recordOf } from './bundle-record.ts';
import { credentialKeyStep } from './credential-key-step.ts';
import { fileStep } from './file-step.ts';
import { folderStep } from './folder-step.ts';
import { ownerNamed, ROOT } from './owner.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';

/** Who may own what; each looked up when it is needed, for the users are made on the way. Null where nobody can be set. */
export function ownersOf({ places, asRoot }: System) {
  const whereRoot = (owner: () => Owner | null) => () => (asRoot ? owner() : null);
  const controller = () => ownerNamed(places.root, CONTROLLER_USER);
  return {
    root: whereRoot(() => ROOT),
    controller: whereRoot(controller),
    /** Root's, for the controller's group to read. */
    rootForController: whereRoot(() => ({ user: 0, group: controller()?.group ?? 0 })),
  };
}

/** What tells this office from another, in an order in which nothing refers to what is not there yet. */
export function settingsSteps(bundle: Bundle, system: System): readonly Step[] {
  const { places } = system;
  const { root, controller, rootForController } = ownersOf(system);
  const open = { mode: 0o644, owner: root };
  const release = bundle.releaseKey;
  return [
    folderStep('settings folder', { path: places.settings, mode: 0o755, owner: root }),
    folderStep('keys folder', { path: places.keys, mode: 0o700, owner: controller }),
    folderStep('data folder', { path: places.data, mode: 0o700, owner: controller }),
    folderStep('releases folder', { path: places.releases, mode: 0o755, owner: root }),
    fileStep('operator key', { path: places.operatorKey, content: bundle.operatorKey, ...open }),
    ...(release === null ? [] : [fileStep('release key', { path: places.releaseKey, content: release, ...open })]),
    fileStep('broker authority', { path: places.brokerAuthority, content: bundle.brokerAuthority, ...open }),
    fileStep('broker certificate', { path: places.brokerCertificate, content: bundle.brokerCertificate, ...open }),
    fileStep('broker key', { path: places.brokerKey, content: bundle.brokerKey, mode: 0o600, owner: controller }),
    credentialKeyStep(bundle, places, controller),
    fileStep('config', { path: places.config, content: asText(bundle.config), mode: 0o640, owner: rootForController }),
  ];
}

/** Last of all files: a bundle counts as installed once all of it is. */
export function recordStep(bundle: Bundle, system: System): Step {
  const { root } = ownersOf(system);
  return fileStep('bundle serial', {
    ...{ path: recordFile(system.places), content: asText(recordOf(bundle)), mode: 0o644, owner: root },
  });
}

export const sshFromFile = (settings: string) => join(settings, 'ssh-from');

function asText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
