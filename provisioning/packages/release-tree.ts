import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_SCHEMA } from '../../device/contract/database.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { ARCHITECTURES, type Architecture } from './architecture.ts';
import type { PackageFault } from './fault.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { licenceFiles, licenceOf } from './licences.ts';
import { closureOf, type Lock, readLock } from './lock.ts';
import { BUNDLES, readModuleLists } from './module-lists.ts';
import { putNativePackages, withoutProgram } from './native-packages.ts';
import { OWN_LICENCE, OWN_LICENCE_TEXT } from './own-licence.ts';
import { listOfParts, type Part } from './sbom.ts';
import { copyInto, filesOf, settle, writeInto } from './tree.ts';

/** What a release is made of. */
export type ReleaseParts = {
  /** With its packages installed and everything built. */
  readonly checkout: string;
  /** What the launcher fetched and compiled (inputs.ts). */
  readonly inputs: string;
  readonly architecture: Architecture;
  readonly version: string;
  /** s since 1970: the time of every file. */
  readonly epoch: number;
};

/** What `kontoret box install` puts in place, and what a start is settled with. */
const PROVISIONING = [
  ...['systemd', 'kiosk/policies.json', 'launch/controller-runtime.json'],
  ...['update/settle.sh', 'update/database.sh'],
];

/** Makes the tree of a release in `target`, which it empties first. Same parts, same bytes, modes and times. */
export function makeReleaseTree(target: string, parts: ReleaseParts): Result<void, PackageFault> {
  const { checkout, architecture } = parts;
  const inputs = readInputs(parts.inputs, architecture);
  if (!inputs.ok) return inputs;
  const lock = readLock(checkout);
  if (!lock.ok) return lock;
  const bundled = readModuleLists(checkout);
  if (!bundled.ok) return bundled;
  const native = closureOf(lock.value, bundled.value.external);
  if (!native.ok) return native;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  putOwnFiles(target, parts);
  copyInto(target, 'bin/node', inputs.value.node, 0o755);
  putNativePackages(target, native.value, { checkout, architecture, inputs: inputs.value });
  const thin = withoutProgram(target, native.value, checkout);
  if (thin.length > 0)
    return err({ code: 'inputs-missing', detail: `not compiled for ${architecture}: ${thin.join(', ')}` });
  const places = [...new Set([...bundled.value.packages, ...native.value, ARCHITECTURES[architecture].lock])].sort();
  const listed = putLicences(target, places, { checkout, lock: lock.value, inputs: inputs.value });
  if (!listed.ok) return listed;
  writeInto(target, 'sbom.cdx.json', listOfParts('ak-controller', parts.version, listed.value));
  settle(target, parts.epoch);
  return ok(undefined);
}

function putOwnFiles(target: string, { checkout, version, architecture }: ReleaseParts): void {
  for (const bundle of BUNDLES) putFolder(target, checkout, join('.build', bundle));
  for (const part of PROVISIONING) putFolder(target, checkout, join('provisioning', part));
  const about = { name: 'allmanna-kontoret-kiosk', version, private: true, license: OWN_LICENCE, type: 'module' };
  writeInto(target, 'package.json', `${JSON.stringify(about, null, 2)}\n`);
  writeInto(target, 'LICENSE', OWN_LICENCE_TEXT);
  const release = { version, architecture, schema: DATABASE_SCHEMA };
  writeInto(target, 'release.json', `${JSON.stringify(release, null, 2)}\n`);
}

/** A folder or one file of the checkout, at its own place. */
function putFolder(target: string, checkout: string, path: string): void {
  const source = join(checkout, path);
  if (!existsSync(source)) return;
  const files = statSync(source).isDirectory() ? filesOf(source) : [''];
  for (const file of files) copyInto(target, join(path, file), join(source, file));
}

/** The texts of every licence, in LICENSES/; answers with the list of parts. */
function putLicences(
  target: string,
  places: readonly string[],
  { checkout, lock, inputs }: { readonly checkout: string; readonly lock: Lock; readonly inputs: Inputs },
): Result<readonly Part[], PackageFault> {
  const parts: Part[] = [];
  for (const place of places) {
    const locked = lock.get(place);
    if (locked === undefined) return err({ code: 'lock-malformed', detail: `${place} is not locked` });
    const licence = licenceOf(lock, place);
    if (!licence.ok) return licence;
    parts.push({ place, locked, licence: licence.value });
    const own = place.startsWith('node_modules/node-linux-');
    const texts = own ? [inputs.nodeLicence] : textsOf(join(checkout, place), licence.value);
    if (texts.length === 0) return err({ code: 'licence-unknown', detail: `${place} has no text of its licence` });
    const text = texts.map((file) => readFileSync(file, 'utf8').trimEnd()).join('\n\n');
    writeInto(target, licencePlace(place), `${text}\n`);
  }
  return ok(parts);
}

function textsOf(folder: string, licence: string): readonly string[] {
  return licenceFiles(folder, licence).map((name) => join(folder, name));
}

/** One text for each place: `LICENSES/@scope+name.txt`, a package within another by both names. */
function licencePlace(place: string): string {
  const name = place
    .replace(/^node_modules\//, '')
    .replaceAll('/node_modules/', '--')
    .replaceAll('/', '+');
  return join('LICENSES', `${name}.txt`);
}
