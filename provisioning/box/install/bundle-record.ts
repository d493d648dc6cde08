import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import type { Places } from '../../files/places.ts';
import { readJsonFile } from '../../files/text-file.ts';
import type { StepFault } from './step.ts';

/** Which bundle a box was made of. */
const BundleRecord = z.strictObject({
  operator: z.string(),
  office: z.string(),
  serial: z.int().min(1),
  /** SHA-256 of all that was in it, in hexadecimal; it tells nothing of the keys. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
type BundleRecord = z.infer<typeof BundleRecord>;

export const recordFile = (places: Places) => join(places.settings, 'bundle.json');

export function recordOf(bundle: Bundle): BundleRecord {
  const { operator, office, serial } = bundle;
  const digest = createHash('sha256').update(JSON.stringify(bundle)).digest('hex');
  return { operator, office, serial, digest };
}

/**
 * Whether the bundle may go on this box: it is the one that is on it, or a later one of the same office. An older one
 * would bring back keys that were changed for a reason.
 */
export function mayFollow(bundle: Bundle, places: Places): Result<void, StepFault> {
  const file = recordFile(places);
  if (!existsSync(file)) return ok(undefined);
  const there = readJsonFile(file, BundleRecord);
  if (!there.ok) return there;
  const { operator, office, serial, digest } = recordOf(bundle);
  if (there.value.operator !== operator || there.value.office !== office)
    return err({ code: 'other-office', detail: `this box is ${there.value.operator}/${there.value.office}` });
  if (serial > there.value.serial || digest === there.value.digest) return ok(undefined);
  return err({ code: 'bundle-older', detail: `bundle ${serial}; this box has bundle ${there.value.serial} already` });
}
