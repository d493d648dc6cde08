import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../device/contract/result.ts';
import { buildDeb, type Control } from './deb.ts';
import { putDocuments } from './documents.ts';
import type { PackageFault } from './fault.ts';
import { listOfParts } from './sbom.ts';
import { putSystemFiles } from './system-files.ts';
import { copyInto, writeInto } from './tree.ts';

const scripts = fileURLToPath(new URL('kiosk', import.meta.url));
const PLACE = 'usr/lib/ak-kiosk';
const ENTRY = 'provisioning/kiosk/kiosk.js';
/** The page that is shown while the controller is away, and the window manager's settings for a screen on X. */
const BESIDE = ['provisioning/kiosk/waiting.html', 'provisioning/kiosk/openbox.xml'];

export type KioskParts = {
  readonly checkout: string;
  readonly version: string;
  readonly epoch: number;
  /** Emptied first. */
  readonly work: string;
  readonly out: string;
};

/** Makes `ak-kiosk`; answers with the package's path. */
export function buildKioskPackage({ checkout, version, epoch, work, out }: KioskParts): Result<string, PackageFault> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const path of [...withImports(checkout, ENTRY), ...BESIDE])
    copyInto(work, join(PLACE, path), join(checkout, path));
  writeInto(work, join(PLACE, 'package.json'), `${JSON.stringify({ private: true, type: 'module' }, null, 2)}\n`);
  writeInto(work, join(PLACE, 'sbom.cdx.json'), listOfParts('ak-kiosk', version, []));
  putDocuments(work, 'ak-kiosk', version, epoch);
  const put = putSystemFiles(work, checkout, 'ak-kiosk');
  if (!put.ok) return put;
  return buildDeb({ tree: work, control: controlOf(version), scripts, epoch, out });
}

function controlOf(version: string): Control {
  const major = Number(version.split('.')[0]);
  return {
    ...{ name: 'ak-kiosk', version, architecture: 'all', section: 'misc' },
    depends: [
      ...[`ak-controller (>= ${major}~)`, `ak-controller (<< ${major + 1}~)`],
      ...['cage', 'chromium', 'fonts-noto-core', 'libpam-systemd', 'xwayland'],
    ],
    recommends: [],
    summary: 'screen of a public office',
    description: [
      "Shows the door controller's page on the console, in Chromium alone under cage,",
      'as a user who may do nothing else. "kontoret box install" starts it.',
    ],
  };
}

/** A file of plain JavaScript with all that it imports of ours, by their paths in the checkout. */
function withImports(checkout: string, entry: string): readonly string[] {
  const files = new Set([entry]);
  for (const file of files) {
    const text = readFileSync(join(checkout, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/^(?:import|\}) .*?from '(\.[^']+)';$/gm))
      files.add(join(dirname(file), path));
  }
  return [...files].sort();
}
