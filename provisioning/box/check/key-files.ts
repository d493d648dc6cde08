import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLER_USER, type Places } from '../../files/places.ts';
import { ownerNamed } from '../install/owner.ts';
import { namedSecrets } from '../named-secrets.ts';
import { type Finding, fault, unknown, well } from './finding.ts';

const PART = 'keys';
const TODO = 'kontoret box install puts owners and permissions right. Who could read a key before? Then re-key.';

/** Of the data folder, by name: whoever reads one of these can be the box, a host, or count people. */
const SECRETS = [
  ...['credential.key', 'pseudonym.key', 'box.key', 'reader-keys.json', 'session-secret'],
  ...['admin-token', 'shell-token', 'kiosk-token', 'kiosk.sqlite', 'kiosk.sqlite-wal'],
];

type Rule = { readonly path: string; readonly owner: number; readonly mayNot: number; readonly rule: string };

/** Whether what is secret can be read by its owner alone, and what the box obeys be written by root alone. */
export function keyFinding(places: Places): Finding {
  const controller = ownerNamed(places.root, CONTROLLER_USER);
  const root = ownerNamed(places.root, 'root');
  if (controller === null || root === null)
    return fault(PART, `there is no user ${CONTROLLER_USER}`, 'kontoret box install makes it.');
  const own = (path: string) => ({ path, owner: controller.user, mayNot: 0o077, rule: `${CONTROLLER_USER} alone` });
  const settled = (path: string) => ({ path, owner: root.user, mayNot: 0o022, rule: 'written by root alone' });
  const inFolder = (folder: string) => filesIn(folder).map((name) => own(join(folder, name)));
  const rules: readonly Rule[] = [
    settled(places.settings),
    { ...settled(places.config), mayNot: 0o027, rule: `root, and read by ${CONTROLLER_USER}` },
    ...[places.operatorKey, places.releaseKey, places.brokerAuthority, places.brokerCertificate].map(settled),
    own(places.keys),
    ...inFolder(places.keys),
    ...namedSecrets(places).map(own),
    own(places.data),
    ...SECRETS.map((name) => own(join(places.data, name))),
  ];
  const looks = rules.map((rule) => ({ ...rule, found: statsOf(rule.path) }));
  const wrong = looks.flatMap(({ path, owner, mayNot, rule, found }) => {
    if (found === null || found === 'hidden') return [];
    return found.uid === owner && (found.mode & mayNot) === 0 ? [] : [`${path} (${rule})`];
  });
  if (wrong.length > 0)
    return fault(PART, `open to others, or of another owner: ${[...new Set(wrong)].join(', ')}`, TODO);
  return looks.some(({ found }) => found === 'hidden')
    ? unknown(PART, 'cannot be looked at', 'Run this as root.')
    : well(PART, 'can be read by their owners alone');
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Null where there is no such file, `hidden` where whoever asks may not look; of a link itself, which nothing here may be. */
function statsOf(path: string): Stats | null | 'hidden' {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EACCES')) throw cause;
    return 'hidden';
  }
}
