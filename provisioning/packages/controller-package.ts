import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../device/contract/result.ts';
import { placesOf } from '../files/places.ts';
import { buildDeb, type Control } from './deb.ts';
import { putDocuments } from './documents.ts';
import type { PackageFault } from './fault.ts';
import type { ReleaseParts } from './release-tree.ts';
import { librariesOf } from './shared-libraries.ts';
import { putSystemFiles } from './system-files.ts';
import { copyInto } from './tree.ts';

const scripts = fileURLToPath(new URL('controller', import.meta.url));

/** What the box's parts are worked with, beside what its programs are linked with. */
const DEPENDS = [
  'ca-certificates',
  'libccid',
  'nftables',
  'pcscd',
  'systemd (>= 252)',
  'systemd-timesyncd | time-daemon',
  'udev',
];

/** Makes `ak-controller` of a release tree (release-tree.ts); answers with the package's path. `work`: emptied first. */
export function buildControllerPackage(
  release: string,
  { work, out, ...parts }: ReleaseParts & { readonly work: string; readonly out: string },
): Result<string, PackageFault> {
  const { checkout, architecture, version, epoch } = parts;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const places = placesOf(work);
  cpSync(release, places.packagedRelease, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  copyInto(work, 'usr/bin/kontoret', join(scripts, 'kontoret'), 0o755);
  copyInto(work, 'usr/share/doc/ak-controller/README.md', join(checkout, 'README.md'));
  putDocuments(work, 'ak-controller', version, epoch);
  const put = putSystemFiles(work, checkout, 'ak-controller');
  if (!put.ok) return put;
  const libraries = librariesOf(release, architecture);
  if (!libraries.ok) return libraries;
  const control: Control = {
    ...{ name: 'ak-controller', version, architecture, section: 'misc' },
    depends: [...libraries.value, ...DEPENDS],
    recommends: ['alsa-utils', 'espeak-ng'],
    summary: 'door controller of a public office',
    description: [
      'Reads cards, opens the door, keeps the visit log and tells how many are in,',
      'with its own Node.js. "kontoret box install" makes a box of the machine; until',
      'then nothing of this is started.',
      '',
      'Purging the package erases what the box has gathered: its log, its cards and',
      'its keys. "kontoret box retire" does so with a proof.',
    ],
  };
  return buildDeb({ tree: work, control, scripts, epoch, out });
}
