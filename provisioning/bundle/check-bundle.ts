import type { KeyObject } from 'node:crypto';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { Bundle, type BundleFault } from './bundle.ts';
import { inconsistencyOf } from './consistency.ts';

/** Whether this is a bundle, all of which belongs together and to who signed it. */
export function checkBundle(given: unknown, signer: KeyObject): Result<Bundle, BundleFault> {
  const parsed = Bundle.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') || 'all of it';
    return err({ code: 'bundle-malformed', detail: `${where}: ${issue?.message ?? 'not as it has to be'}` });
  }
  const fault = inconsistencyOf(parsed.data, signer);
  return fault === null ? ok(parsed.data) : err({ code: 'bundle-inconsistent', detail: fault });
}
