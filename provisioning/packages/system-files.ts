import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { PackageFault } from './fault.ts';
import { copyInto, filesOf } from './tree.ts';

export type PackageName = 'ak-controller' | 'ak-kiosk';

/**
 * Where a file of `provisioning/systemd` goes, and by which package. `null`: it changes the whole machine, so that
 * `kontoret box install` puts it in place, not a package. The first that matches.
 */
const TARGETS: readonly { readonly file: RegExp; readonly goesTo: ((name: string) => string) | null }[] = [
  { file: /\.(service|timer)$/, goesTo: (name) => `usr/lib/systemd/system/${name}` },
  { file: /^sysusers\.conf$/, goesTo: () => 'usr/lib/sysusers.d/ak-controller.conf' },
  { file: /^udev\.rules$/, goesTo: () => 'usr/lib/udev/rules.d/60-ak-controller.rules' },
  { file: /^modprobe\.conf$/, goesTo: () => 'usr/lib/modprobe.d/ak-controller.conf' },
  { file: /^pam-/, goesTo: (name) => `etc/pam.d/${name.slice('pam-'.length)}` },
  { file: /^(journald|system)\.conf$/, goesTo: null },
];

/** Puts what one package brings of `provisioning/systemd` into its tree. A file that nobody expects is a fault. */
export function putSystemFiles(tree: string, checkout: string, name: PackageName): Result<void, PackageFault> {
  const folder = join(checkout, 'provisioning', 'systemd');
  if (!existsSync(folder)) return err({ code: 'files-missing', detail: `${folder} is missing` });
  for (const path of filesOf(folder)) {
    const target = TARGETS.find(({ file }) => file.test(basename(path)));
    if (target === undefined) return err({ code: 'files-missing', detail: `${path} has no place in a package` });
    if (target.goesTo !== null && ownerOf(path) === name)
      copyInto(tree, target.goesTo(basename(path)), join(folder, path));
  }
  return ok(undefined);
}

function ownerOf(path: string): PackageName {
  return path.includes('kiosk') ? 'ak-kiosk' : 'ak-controller';
}
