import { readFileSync } from 'node:fs';

/** A maintainer script, as it would work on the tree at `root` in place of the machine. */
export function scriptIn(root: string, name: string): string {
  const script = readFileSync(new URL(`../../../provisioning/packages/${name}`, import.meta.url), 'utf8');
  return script.replaceAll(/(?<=[\s"=])\/(?=(?:etc|proc|run|usr|var)\/)/g, `${root}/`);
}
