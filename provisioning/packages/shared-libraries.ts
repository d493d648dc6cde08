import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { Architecture } from './architecture.ts';
import type { PackageFault } from './fault.ts';
import { runTool } from './run-tool.ts';
import { filesOf } from './tree.ts';

/** Which of Debian 12's packages has a library, with the version that the prebuilt parts ask for of the C library. */
const DEBIAN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['libc.so.6', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0', 'librt.so.1'].map((name) => [name, 'libc6 (>= 2.34)']),
  ),
  'ld-linux-x86-64.so.2': 'libc6 (>= 2.34)',
  'ld-linux-aarch64.so.1': 'libc6 (>= 2.34)',
  'libgcc_s.so.1': 'libgcc-s1',
  'libstdc++.so.6': 'libstdc++6 (>= 11)',
  'libatomic.so.1': 'libatomic1',
  'libpcsclite.so.1': 'libpcsclite1',
  'libgpiod.so.2': 'libgpiod2',
};

/** ELF's `e_machine` (elf(5)). */
const MACHINES = { amd64: 62, arm64: 183 } as const satisfies Record<Architecture, number>;

/**
 * What the programs of a tree are linked with, as packages of Debian. A library that we do not know of is a fault, and
 * a program for another machine.
 */
export function librariesOf(tree: string, architecture: Architecture): Result<readonly string[], PackageFault> {
  const packages = new Set<string>();
  for (const path of filesOf(tree)) {
    const machine = machineOf(join(tree, path));
    if (machine === null) continue;
    if (machine !== MACHINES[architecture])
      return err({ code: 'wrong-machine', detail: `${path} is not for ${architecture}` });
    const read = runTool('readelf', ['--dynamic', '--wide', join(tree, path)]);
    if (!read.ok) return read;
    for (const [, library = ''] of read.value.matchAll(/\(NEEDED\).*\[(.+)\]/g)) {
      const name = DEBIAN[library];
      if (name === undefined) return err({ code: 'library-unknown', detail: `${path} needs ${library}` });
      packages.add(name);
    }
  }
  return ok([...packages].sort());
}

/** Null for what is no program. */
function machineOf(file: string): number | null {
  const first = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, first);
  closeSync(descriptor);
  return first.toString('latin1', 0, 4) === '\x7fELF' ? first.readUInt16LE(18) : null;
}
