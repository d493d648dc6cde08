import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create } from 'tar';
import { signRelease } from '../../../provisioning/update/commands/sign-release.ts';
import { ownArchitecture } from '../../../provisioning/update/release/manifest.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const program = readFileSync(fileURLToPath(new URL('./a-program.js', import.meta.url)), 'utf8');

/** How a release is: what its controller does at a start, which readers it finds well, what its rehearsal says. */
export type Behaviour = {
  readonly start?: 'fails' | 'ends';
  readonly readers?: readonly string[];
  readonly rehearsal?: 'fails';
};
export type ReleaseOptions = Behaviour & {
  readonly version?: string;
  readonly schema?: number;
  readonly architecture?: string;
};

/** The readers of a door that is well. */
const READERS = ['outside', 'inside'];

/** The maker of releases. */
export const maker = generateKeyPairSync('ed25519');

export function pem(key: KeyObject): string {
  return String(key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }));
}

/** Writes the tree of a release. */
export function writeRelease(folder: string, options: ReleaseOptions = {}): void {
  const { version = '1.0.0', schema = 1, architecture = ownArchitecture(), readers = READERS, ...rest } = options;
  const put = (name: string, content: object | string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content), { mode });
  };
  put('release.json', { version, schema, architecture });
  put('behaviour.json', { readers, ...rest });
  put('package.json', { version, type: 'module' });
  put('bin/node', `#!/bin/sh\nexec ${process.execPath} --disable-warning=ExperimentalWarning "$@"\n`, 0o755);
  put('.build/controller/main.js', program);
  put('.build/log/log.js', program);
}

export type MadeRelease = {
  readonly manifest: string;
  readonly archive: string;
  /** Where both are published. */
  readonly folder: string;
  /** What was packed. */
  readonly tree: string;
};

/** A release as its maker publishes it, in a folder of its own. `change`: to its tree, before it is packed. */
export async function madeRelease(
  options: ReleaseOptions = {},
  {
    key = maker.privateKey,
    sign = [],
    change = () => {},
  }: {
    readonly key?: KeyObject;
    readonly sign?: readonly string[];
    readonly change?: (tree: string) => void;
  } = {},
): Promise<MadeRelease> {
  const [tree, folder] = [tempFolder(), tempFolder()];
  writeRelease(tree, options);
  change(tree);
  const archive = join(folder, `ak-release_${options.version ?? '1.0.0'}.tar.gz`);
  await create({ cwd: tree, file: archive, gzip: true, portable: true }, ['.']);
  return { ...(await signed(archive, key, sign)), folder, tree };
}

/** Signs an archive, and publishes its manifest beside it. */
export async function signed(archive: string, key: KeyObject = maker.privateKey, more: readonly string[] = []) {
  const keyFile = join(tempFolder(), 'maker.key');
  writeFileSync(keyFile, pem(key));
  const manifest = join(dirname(archive), `ak-release_${ownArchitecture()}.manifest`);
  const { exit, lines } = await signRelease(['--key', keyFile, '--archive', archive, '--out', manifest, ...more]);
  if (exit !== 0) throw new Error(lines.join('\n'));
  return { manifest, archive };
}
