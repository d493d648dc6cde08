import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { readTextFile } from '../files/text-file.ts';
import type { PackageFault } from './fault.ts';

/** One npm package as package-lock.json (version 3) has it; what we do not need is passed over. */
const Locked = z.object({
  version: z.string(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});
export type Locked = z.infer<typeof Locked>;

const LockFile = z.object({ packages: z.record(z.string(), z.unknown()) });

/** Looked up by place: `node_modules/a/node_modules/b`. */
export type Lock = ReadonlyMap<string, Locked>;

export function readLock(checkout: string): Result<Lock, PackageFault> {
  const file = join(checkout, 'package-lock.json');
  const text = readTextFile(file);
  if (!text.ok) return err({ code: 'lock-malformed', detail: text.error.detail });
  try {
    const { packages } = LockFile.parse(JSON.parse(text.value));
    const places = Object.entries(packages).filter(([place]) => place !== '');
    return ok(new Map(places.map(([place, entry]) => [place, Locked.parse(entry)])));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    return err({ code: 'lock-malformed', detail: `${file}: ${cause.message}` });
  }
}

/** The name that a place of the lock file is imported by. */
export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * These packages and all that they depend on, each at the place where Node looks for it first (Node.js, "Loading from
 * node_modules folders"). Sorted.
 */
export function closureOf(lock: Lock, names: readonly string[]): Result<readonly string[], PackageFault> {
  const found = new Set<string>();
  const wanted = names.map((name) => ({ name, from: '' }));
  for (const { name, from } of wanted) {
    const place = resolvePlace(lock, name, from);
    if (place === null)
      return err({ code: 'lock-malformed', detail: `${name}, wanted by ${from || 'us'}, is not locked` });
    if (found.has(place)) continue;
    found.add(place);
    for (const dependency of Object.keys(lock.get(place)?.dependencies ?? {}))
      wanted.push({ name: dependency, from: place });
  }
  return ok([...found].sort());
}

function resolvePlace(lock: Lock, name: string, from: string): string | null {
  for (let folder = from; ; folder = outerOf(folder)) {
    const place = join(folder, 'node_modules', name);
    if (lock.has(place)) return place;
    if (folder === '') return null;
  }
}

/** The package inside whose `node_modules` this one lies. */
function outerOf(place: string): string {
  const end = place.lastIndexOf('/node_modules/');
  return end < 0 ? '' : place.slice(0, end);
}
