import { readFileSync } from 'node:fs';

/**
 * An example of provisioning/broker/ as operators get it, with some of its texts replaced by what this machine has.
 * Throws when a text is not in it exactly once: an example that has changed is not to be tested in half.
 */
export function exampleConfig(name: string, replacements: Readonly<Record<string, string>>): string {
  let text = readFileSync(new URL(`../../provisioning/broker/${name}`, import.meta.url), 'utf8');
  for (const [from, to] of Object.entries(replacements)) {
    if (text.split(from).length !== 2) throw new Error(`${name} is to have "${from}" once`);
    text = text.replace(from, () => to);
  }
  return text;
}
