import { createPublicKey, type KeyObject } from 'node:crypto';
import { ok, type Result } from '../../device/contract/result.ts';
import type { Bundle, BundleFault } from './bundle.ts';
import { checkBundle } from './check-bundle.ts';
import { lock, WORK_FACTOR } from './locked-layer.ts';
import { packBundle } from './payload.ts';
import { signPayload } from './signed-layer.ts';

/**
 * Signs a bundle with the operator's key (Ed25519) and locks it with a passphrase. What does not belong together is
 * refused, as it will be at the box. `workFactor`: see `WORK_FACTOR`.
 */
export async function sealBundle(
  bundle: Bundle,
  { operatorKey, passphrase, workFactor = WORK_FACTOR }: Sealing,
): Promise<Result<Uint8Array, BundleFault>> {
  const checked = checkBundle(bundle, createPublicKey(operatorKey));
  const packed = checked.ok ? packBundle(checked.value) : checked;
  return packed.ok ? ok(await lock(signPayload(packed.value, operatorKey), passphrase, workFactor)) : packed;
}

export type Sealing = { readonly operatorKey: KeyObject; readonly passphrase: string; readonly workFactor?: number };
