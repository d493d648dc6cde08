import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../../device/contract/config.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { CONTROLLER_UNIT, CONTROLLER_USER, type Places } from '../../files/places.ts';
import { recordFile, recordOf } from '../install/bundle-record.ts';
import { credentialKeyFile } from '../install/credential-key-step.ts';
import { ownerNamed, ROOT } from '../install/owner.ts';
import { wiredDropIn, wiredModules } from '../install/wired.ts';
import type { WantedChange } from './plan.ts';

/** Made anew by the controller at its start, where they are missing (device/data-folder.ts). */
const TOKENS = ['admin-token', 'shell-token', 'session-secret'];

/** What is to be another file than it is, in the order in which they are switched: the record of the bundle last. */
export function wantedChanges(bundle: Bundle, places: Places, isRoot: boolean): readonly WantedChange[] {
  const controller = isRoot ? ownerNamed(places.root, CONTROLLER_USER) : null;
  const root = isRoot ? ROOT : null;
  const forController = isRoot ? { user: ROOT.user, group: controller?.group ?? ROOT.group } : null;
  const open = { mode: 0o644, owner: root };
  const own = { mode: 0o600, owner: controller };
  const config = Config.parse(bundle.config);
  const at = (path: string) => join(places.root, path);
  const wanted: readonly WantedChange[] = [
    ...(bundle.releaseKey === null ? [] : [{ path: places.releaseKey, content: bundle.releaseKey, ...open }]),
    { path: places.brokerAuthority, content: bundle.brokerAuthority, ...open },
    { path: places.brokerKey, content: bundle.brokerKey, ...own },
    { path: places.brokerCertificate, content: bundle.brokerCertificate, ...open },
    { path: credentialKeyFile(places), content: Buffer.from(bundle.credentialKey, 'base64'), ...own },
    { path: at(`etc/systemd/system/${CONTROLLER_UNIT}.d/10-wired.conf`), content: wiredDropIn(config), ...open },
    { path: at('etc/modules-load.d/ak.conf'), content: wiredModules(config), ...open },
    { path: places.config, content: asText(bundle.config), mode: 0o640, owner: forController },
    ...TOKENS.map((name) => ({ path: join(places.data, name), content: null, ...own })),
    { path: recordFile(places), content: asText(recordOf(bundle)), ...open },
  ];
  return wanted.filter(({ path, content }) => content === null || !holds(path, content));
}

function holds(path: string, content: string | Uint8Array): boolean {
  return existsSync(path) && readFileSync(path).equals(Buffer.from(content));
}

const asText = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
