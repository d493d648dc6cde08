import { z } from 'zod';

const Policies = z.looseObject({ URLAllowlist: z.array(z.string()) });

/** Chromium's managed policies, with the addresses of this box in place of those of the example. */
export function policiesFor(example: string, addresses: readonly string[]): string {
  const policies = Policies.parse(JSON.parse(example));
  return `${JSON.stringify({ ...policies, URLAllowlist: addresses }, null, 2)}\n`;
}
