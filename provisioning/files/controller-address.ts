import { join } from 'node:path';
import { z } from 'zod';
import type { Places } from './places.ts';
import { beginningOf } from './plain-file.ts';

/** In bytes: of an address, or of a token. */
const LONGEST_LINE = 1024;

/** Where a controller says that it listens; what lies there is never a way to hand the token to another machine. */
const Loopback = z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ });

/**
 * Where the controller of a box answers, and to which token; null where what it says is no address of this machine. Of
 * root, for the controller's own: a link would lead to what is not the controller's to be told. Throws as the file system
 * does.
 */
export function controllerAddress({
  data,
}: Pick<Places, 'data'>): { readonly url: string; readonly token: string } | null {
  const read = (name: string) => beginningOf(join(data, name), LONGEST_LINE).toString('utf8');
  const url = Loopback.safeParse(read('api-url'));
  return url.success ? { url: url.data, token: read('admin-token') } : null;
}
