import { join } from 'node:path';
import { z } from 'zod';
import type { Places } from '../files/places.ts';
import { parseJson, readTextFile } from '../files/text-file.ts';

const SECRET_KEYS = ['passwordFile', 'terminalPasswordFile', 'secretFile', 'sunKeyFile', 'keyFile'];

/** Files that the config of this box names as holding a secret, wherever they lie. */
export function namedSecrets({ config, root }: Places): readonly string[] {
  const text = readTextFile(config);
  const named: string[] = [];
  if (text.ok) collect(parseJson(text.value), named);
  return [...new Set(named)].map((path) => join(root, path));
}

function collect(value: unknown, into: string[]): void {
  const read = z.record(z.string(), z.unknown()).or(z.array(z.unknown())).safeParse(value);
  if (!read.success) return;
  for (const [key, inner] of Object.entries(read.data))
    if (typeof inner === 'string' && SECRET_KEYS.includes(key) && inner.startsWith('/')) into.push(inner);
    else collect(inner, into);
}
