import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { PackageFault } from './fault.ts';
import { runTool } from './run-tool.ts';
import { filesOf, installedSize, settle, writeInto } from './tree.ts';

const LARGEST_BYTES = 150_000_000;
/** Of zstd. The next ones that are worth their name take ten times as long for an eighth less. */
const LEVEL = 10;

/** A binary package of Debian (deb-control(5)). */
export type Control = {
  readonly name: string;
  readonly version: string;
  readonly architecture: 'amd64' | 'arm64' | 'all';
  readonly section: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** One line, and then paragraphs of lines. */
  readonly summary: string;
  readonly description: readonly string[];
};

/** Of no person: whoever builds a package answers for it. */
export const MAINTAINER = 'Allmänna kontoret <noreply@example.org>';
const SCRIPTS = ['preinst', 'postinst', 'prerm', 'postrm'];

export type DebParts = {
  /** What is installed, as it lies below `/`; is settled here, and gets a folder DEBIAN. */
  readonly tree: string;
  readonly control: Control;
  /** The folder of the maintainer scripts. */
  readonly scripts: string;
  readonly epoch: number;
  /** Where the package goes. */
  readonly out: string;
};

/** Makes `<name>_<version>_<architecture>.deb`; answers with its path. The same tree and control, the same bytes. */
export function buildDeb({ tree, control, scripts, epoch, out }: DebParts): Result<string, PackageFault> {
  rmSync(join(tree, 'DEBIAN'), { recursive: true, force: true });
  const files = filesOf(tree);
  const size = installedSize(tree);
  writeInto(tree, 'DEBIAN/control', controlText(control, size));
  writeInto(tree, 'DEBIAN/md5sums', files.map((path) => `${md5(join(tree, path))}  ${path}\n`).join(''));
  const settings = files.filter((path) => path.startsWith('etc/'));
  if (settings.length > 0) writeInto(tree, 'DEBIAN/conffiles', settings.map((path) => `/${path}\n`).join(''));
  for (const name of filesOf(scripts).filter((script) => SCRIPTS.includes(script)))
    writeInto(tree, join('DEBIAN', name), readFileSync(join(scripts, name)), 0o755);
  settle(tree, epoch);
  mkdirSync(out, { recursive: true });
  const deb = join(out, `${control.name}_${control.version}_${control.architecture}.deb`);
  const packing = ['--root-owner-group', '-Zzstd', `-z${LEVEL}`, '--threads-max=1'];
  const built = runTool('dpkg-deb', [...packing, '--build', tree, deb], { SOURCE_DATE_EPOCH: String(epoch) });
  if (!built.ok) return built;
  const { size: bytes } = statSync(deb);
  if (bytes <= LARGEST_BYTES) return ok(deb);
  return err({ code: 'too-large', detail: `${deb} has ${bytes} bytes; ${LARGEST_BYTES} are the most` });
}

function controlText(control: Control, kibibytes: number): string {
  const lists = [
    ['Depends', control.depends],
    ['Recommends', control.recommends],
  ] as const;
  return [
    `Package: ${control.name}`,
    `Version: ${control.version}`,
    `Architecture: ${control.architecture}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${kibibytes}`,
    ...lists.filter(([, names]) => names.length > 0).map(([field, names]) => `${field}: ${names.join(', ')}`),
    `Section: ${control.section}`,
    'Priority: optional',
    `Description: ${control.summary}`,
    ...control.description.map((line) => ` ${line === '' ? '.' : line}`),
    '',
  ].join('\n');
}

function md5(file: string): string {
  return createHash('md5').update(readFileSync(file)).digest('hex');
}
