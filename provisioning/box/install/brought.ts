import { readFileSync } from 'node:fs';

/** Beside the built command lies the release's own provisioning/; from source it is the checkout's. */
const provisioning = new URL(import.meta.url.endsWith('.js') ? '../../provisioning/' : '../../', import.meta.url);

/** A file that the release brings to be put in place. */
export function brought(path: string): string {
  return readFileSync(new URL(path, provisioning), 'utf8');
}
