import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { readJsonFile } from '../files/text-file.ts';
import type { PackageFault } from './fault.ts';
import { moduleListOf } from './list-modules.ts';

const ModuleList = z.strictObject({ packages: z.array(z.string()), external: z.array(z.string()) });

/** The bundles of `.build` that a release has. */
export const BUNDLES = ['controller', 'renderer', 'access', 'log', 'kontoret'] as const;

/** What the bundles are made of (places of the lock file), and the packages that they look for at run time (names). */
export function readModuleLists(checkout: string): Result<z.infer<typeof ModuleList>, PackageFault> {
  const all = { packages: new Set<string>(), external: new Set<string>() };
  for (const bundle of BUNDLES) {
    const list = readJsonFile(join(checkout, '.build', moduleListOf(bundle)), ModuleList);
    if (!list.ok) return err({ code: 'build-missing', detail: list.error.detail });
    for (const place of list.value.packages) all.packages.add(place);
    for (const name of list.value.external) all.external.add(name);
  }
  return ok({ packages: [...all.packages].sort(), external: [...all.external].sort() });
}
