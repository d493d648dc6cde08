import { lstatSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { PackageFault } from './fault.ts';
import { entriesOf } from './tree.ts';

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(\.data|\.git|\.npmrc|\.env|\.cache)(\/|$)/, 'is of a checkout or a person'],
  [/(^|\/)[^/]*(\.sqlite(-wal|-shm)?|\.key|-token|\.age)$/, 'is of a box'],
  [/\.(ts|tsx|map|gyp|gypi|c|cc|cpp|h|o)$/, 'is a source'],
  [/(^|\/)node_modules\/.*\.(md|markdown|yml|html|tgz)$/, 'is of no use at run time'],
  [/(^|\/)node_modules\/(.*\/)?(test|tests|example|examples|deps)\//, 'is of no use at run time'],
];

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}/, 'holds a private key'],
  [/AGE-SECRET-KEY-1[0-9A-Z]{58}/i, 'holds an age identity'],
  [/_authToken\s*=|\bnpm_[A-Za-z0-9]{36}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b/, 'holds a token'],
  [/^\s*[A-Za-z0-9+/]{43}=\s*$/, 'is a key of 32 bytes'],
  [/^\s*[0-9a-f]{64}\s*$/i, 'is a key of 32 bytes'],
];

/** npm's and ours by its hash in the lock file; it holds the words of OpenSSL. */
const NODE = /(^|\/)bin\/node$/;

/** What must not be in a package, as `path: what it is`; paths of this machine (`ours`) among it. */
export function findStrays(tree: string, ours: readonly string[]): readonly string[] {
  return entriesOf(tree).flatMap(({ path, kind }) => {
    const file = join(tree, path);
    const found = NAMES.filter(([pattern]) => pattern.test(path)).map(([, what]) => what);
    if (kind === 'link') return [`${path}: is a link`];
    if ((lstatSync(file).mode & 0o7022) !== 0) found.push('may be changed or become somebody else');
    if (kind === 'file' && !NODE.test(path)) found.push(...findSecrets(readFileSync(file), ours));
    return found.map((what) => `${path}: ${what}`);
  });
}

function findSecrets(content: Buffer, ours: readonly string[]): readonly string[] {
  const text = content.toString('latin1');
  const secrets = SECRETS.filter(([pattern]) => pattern.test(text)).map(([, what]) => what);
  const paths = ours.filter((path) => content.includes(path)).map((path) => `names ${path}`);
  const raw = content.length === 32 && /[^\t\n\x20-\x7e]/.test(text) ? ['is a key of 32 bytes'] : [];
  return [...secrets, ...paths, ...raw];
}

/** Refuses a tree that holds what must not leave this machine. */
export function refuseStrays(tree: string, checkout: string): Result<void, PackageFault> {
  const folders = [checkout, homedir()].map((path) => path.split('/').filter((name) => name !== ''));
  // A single name, such as /src, is in the code of others too.
  const ours = folders.filter((names) => names.length > 1).map((names) => `/${names.join('/')}/`);
  const strays = findStrays(tree, ours);
  return strays.length === 0 ? ok(undefined) : err({ code: 'not-to-be-shipped', detail: strays.join('; ') });
}
