import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../device/contract/result.ts';
import type { Architecture } from './architecture.ts';
import { packTree } from './archive.ts';
import { buildControllerPackage } from './controller-package.ts';
import type { PackageFault } from './fault.ts';
import { buildKioskPackage } from './kiosk-package.ts';
import { makeReleaseTree, type ReleaseParts } from './release-tree.ts';
import { refuseStrays } from './scan.ts';

export type Made = Omit<ReleaseParts, 'architecture'> & {
  readonly architectures: readonly Architecture[];
  /** Where the packages go. */
  readonly out: string;
  readonly note: (line: string) => void;
};

/** Makes every package, and the archive of each release; answers with their paths. Those of other versions are removed. */
export function makePackages({ architectures, ...made }: Made): Result<readonly string[], PackageFault> {
  const files: string[] = [];
  removeOthers(made.out, made.version);
  for (const architecture of architectures) {
    const release = makeRelease({ ...made, architecture });
    if (!release.ok) return release;
    files.push(...release.value);
  }
  const work = join(made.out, 'work-ak-kiosk');
  const kiosk = buildKioskPackage({ ...made, work });
  if (!kiosk.ok) return kiosk;
  const clean = refuseStrays(join(work, 'usr'), made.checkout);
  if (!clean.ok) return clean;
  copyFileSync(join(work, 'usr/lib/ak-kiosk/sbom.cdx.json'), join(made.out, `ak-kiosk_${made.version}_all.cdx.json`));
  rmSync(work, { recursive: true });
  return ok([...files, kiosk.value]);
}

function makeRelease(parts: ReleaseParts & Omit<Made, 'architectures'>): Result<readonly string[], PackageFault> {
  const { architecture, version, out, epoch, note } = parts;
  const tree = join(out, `work-release-${architecture}`);
  const work = join(out, `work-ak-controller-${architecture}`);
  note(`The release for ${architecture} …`);
  const release = makeReleaseTree(tree, parts);
  if (!release.ok) return release;
  const clean = refuseStrays(tree, parts.checkout);
  if (!clean.ok) return clean;
  const archive = join(out, `ak-release_${version}_${architecture}.tar.gz`);
  packTree(tree, archive, epoch);
  note(`The package for ${architecture} …`);
  const deb = buildControllerPackage(tree, { ...parts, work });
  if (!deb.ok) return deb;
  copyFileSync(join(tree, 'sbom.cdx.json'), join(out, `ak-controller_${version}_${architecture}.cdx.json`));
  for (const folder of [tree, work]) rmSync(folder, { recursive: true });
  return ok([deb.value, archive]);
}

/** Whoever installs what lies in the folder is to find one version there. */
function removeOthers(out: string, version: string): void {
  for (const name of readdirSync(out)) {
    const found = /^ak-(?:controller|kiosk|release)_([\d.]+)_/.exec(name)?.[1];
    if (found !== undefined && found !== version) rmSync(join(out, name));
  }
}
