import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './contract/config.ts';

/** Of the data folder: what begins like this is a secret, so that the journals of the database, and what was put aside, are. */
const SECRETS = [
  ...['credential.key', 'box.key', 'pseudonym.key', 'reader-keys.json'],
  ...['session-secret', 'admin-token', 'shell-token', 'kiosk-token', 'kiosk.sqlite'],
];

const OTHERS = 0o007;
const GROUP_WRITES = 0o020;
const GROUP = 0o070;
/** stat(2): of a mode, the part that chmod(1) sets. */
const PERMISSIONS = 0o7777;

/** The secrets in the data folder that are there; none where there is no folder that this process can look into. */
export function secretsIn(dataFolder: string): readonly string[] {
  const names = lookedUp(() => readdirSync(dataFolder)) ?? [];
  return names.filter((name) => SECRETS.some((each) => name.startsWith(each))).map((name) => join(dataFolder, name));
}

/** The files of the config that are for this box alone. */
export function secretsNamedIn({ broker, library, tags }: Config): readonly string[] {
  const named = [tags.sunKeyFile];
  if (broker.mode === 'mqtt') named.push(broker.keyFile, broker.passwordFile);
  if (library.system === 'sip2') named.push(library.terminalPasswordFile, library.login?.passwordFile);
  if (library.system === 'koha')
    named.push(library.login.kind === 'basic' ? library.login.passwordFile : library.login.secretFile);
  return named.filter((file) => file !== undefined);
}

type Held = {
  /** Its owner alone matters: what its mode lets in is mended at start. */
  readonly dataFolder: string;
  readonly files: readonly string[];
  /** The user that this process runs as. */
  readonly self: number;
};

/**
 * One line for each file that somebody else can read or write, and what to do about it; none when all is well. A file has
 * to be `self`'s or root's. Its owner alone may write it; a group may read what another user's box was given by root. A
 * link is followed, and has to be `self`'s or root's too. What is not there is not looked for here.
 */
export function exposureOf({ dataFolder, files, self }: Held): readonly string[] {
  const open = files.flatMap((file) => openMode(file, self));
  const foreign = [dataFolder, ...files].flatMap((file) => foreignOwner(file, self));
  if (open.length + foreign.length === 0) return [];
  return [
    ...open.map(({ file, mode }) => `${file}: mode ${mode}, others can get at it`),
    ...foreign.map(({ file, owner }) => `${file}: belongs to user ${owner}, who can change it`),
    'If others use this machine they may have read it: make such a key anew. Then:',
    ...open.map(({ file }) => `chmod 600 ${file}`),
    ...foreign.map(({ file }) => `chown -h ${self} ${file}`),
  ];
}

function openMode(file: string, self: number): { file: string; mode: string }[] {
  const stat = lookedUp(() => statSync(file));
  if (stat === null) return [];
  const forbidden = OTHERS | (stat.uid === self ? GROUP : GROUP_WRITES);
  return (stat.mode & forbidden) === 0 ? [] : [{ file, mode: (stat.mode & PERMISSIONS).toString(8).padStart(4, '0') }];
}

/** Of the file itself, or of a link that leads to it: both decide what is read. */
function foreignOwner(file: string, self: number): { file: string; owner: number }[] {
  const owners = [lookedUp(() => lstatSync(file)), lookedUp(() => statSync(file))].flatMap((stat) => stat?.uid ?? []);
  const owner = owners.find((uid) => uid !== self && uid !== 0);
  return owner === undefined ? [] : [{ file, owner }];
}

/** Null where there is nothing that this process can look at: whoever wants to read it tells of that. */
function lookedUp<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
