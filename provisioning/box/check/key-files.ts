import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLER_USER, type Places } from '../../files/places.ts';
import type { Owner } from '../../files/put-file.ts';
import { ownerNamed } from '../install/owner.ts';
import { namedSecrets } from '../named-secrets.ts';
import { type Finding, fault, unknown, well } from './finding.ts';

const PART = 'keys';

/**
 * Of the data folder, what the name begins with: whoever reads one of these can be the box, a host, or count people. The
 * journals of the database and what was put aside begin like it. The controller does not start with an open one.
 */
const SECRETS = [
  ...['credential.key', 'pseudonym.key', 'box.key', 'reader-keys.json'],
  ...['session-secret', 'admin-token', 'shell-token', 'kiosk-token', 'kiosk.sqlite'],
];

/** `mend`: what puts it right, for root's shell. */
type Rule = {
  readonly path: string;
  readonly rule: string;
  readonly isRight: (found: Stats) => boolean;
  readonly mend: string;
};

/** Whether what is secret can be read by its owner alone, and what the box obeys be written by root alone. */
export function keyFinding(places: Places): Finding {
  const controller = ownerNamed(places.root, CONTROLLER_USER);
  const root = ownerNamed(places.root, 'root');
  if (controller === null || root === null)
    return fault(PART, `there is no user ${CONTROLLER_USER}`, 'kontoret box install makes it.');
  const looks = rulesFor(places, controller, root).map((rule) => ({ ...rule, found: statsOf(rule.path) }));
  const wrong = looks.filter(({ found, isRight }) => found !== null && found !== 'hidden' && !isRight(found));
  if (wrong.length > 0) {
    const all = (tell: (rule: Rule) => string, between: string) => [...new Set(wrong.map(tell))].join(between);
    return fault(
      PART,
      `open to others, or of another owner: ${all(({ path, rule }) => `${path} (${rule})`, ', ')}`,
      `${all(({ mend }) => mend, '; ')}. Could anybody read a key before? Then re-key.`,
    );
  }
  return looks.some(({ found }) => found === 'hidden')
    ? unknown(PART, 'cannot be looked at', 'Run this as root.')
    : well(PART, 'can be read by their owners alone');
}

function rulesFor(places: Places, controller: Owner, root: Owner): readonly Rule[] {
  const own = (path: string): Rule => ({
    ...{ path, rule: `${CONTROLLER_USER} alone`, mend: `chown -h ${CONTROLLER_USER}: ${path}; chmod go= ${path}` },
    isRight: ({ uid, mode }) => uid === controller.user && (mode & 0o077) === 0,
  });
  /** What a person has brought may be root's, for the controller's group to read. */
  const brought = (path: string): Rule => ({
    ...own(path),
    isRight: (found) =>
      found.uid === controller.user
        ? own(path).isRight(found)
        : found.uid === root.user && found.gid === controller.group && (found.mode & 0o077) === 0o040,
  });
  const settled = (path: string): Rule => ({
    ...{ path, rule: 'written by root alone', mend: `chown -h root: ${path}; chmod go-w ${path}` },
    isRight: ({ uid, mode }) => uid === root.user && (mode & 0o022) === 0,
  });
  const config: Rule = {
    ...{ path: places.config, rule: `root, and read by ${CONTROLLER_USER}`, mend: 'kontoret box install' },
    isRight: ({ uid, mode }) => uid === root.user && (mode & 0o027) === 0,
  };
  const isSecret = (name: string) => SECRETS.some((each) => name.startsWith(each));
  return [
    ...[places.settings, places.operatorKey, places.releaseKey].map(settled),
    ...[config, settled(places.brokerAuthority), settled(places.brokerCertificate)],
    ...[places.keys, places.data].map(own),
    ...[...filesIn(places.keys), ...namedSecrets(places)].map(brought),
    ...filesIn(places.data, isSecret).map(own),
  ];
}

/** Of a folder that cannot be looked into, a name that cannot be looked at. */
function filesIn(folder: string, isWanted = (_name: string) => true): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(isWanted)
      .map((name) => join(folder, name));
  } catch {
    return [join(folder, 'any')];
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
