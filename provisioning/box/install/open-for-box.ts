import { createPublicKey } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { fingerprintOf } from '../../bundle/fingerprint.ts';
import { LARGEST_BUNDLE, openBundle } from '../../bundle/open-bundle.ts';
import type { Places } from '../../files/places.ts';
import { mayFollow } from './bundle-record.ts';
import type { StepFault } from './step.ts';

type Offered = {
  readonly file: string;
  readonly passphrase: string;
  /** The fingerprint that the operator told; undefined where nobody compares it. */
  readonly operator: string | undefined;
};

/**
 * The bundle, when it may go on this box: signed by the operator that the box belongs to already, or by the one whose
 * fingerprint was told; and not older than what is there.
 */
export async function openForBox(offered: Offered, places: Places): Promise<Result<Bundle, StepFault>> {
  const bytes = readBundle(offered.file);
  if (!bytes.ok) return bytes;
  const pinned = existsSync(places.operatorKey) ? readFileSync(places.operatorKey, 'utf8') : null;
  const opened = await openBundle(bytes.value, offered.passphrase, pinned);
  if (!opened.ok) return opened;
  const fingerprint = fingerprintOf(createPublicKey(opened.value.operatorKey));
  if (offered.operator !== undefined && offered.operator.toUpperCase() !== fingerprint)
    return err({ code: 'operator-other', detail: `it is signed by ${fingerprint}` });
  const follows = mayFollow(opened.value, places);
  return follows.ok ? opened : follows;
}

/** One byte more than a bundle may have, at most: a device or a huge file is told by that. */
function readBundle(path: string): Result<Uint8Array, StepFault> {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(LARGEST_BUNDLE + 1);
      let length = 0;
      for (let read = -1; read !== 0; length += read) read = readSync(file, bytes, length, bytes.length - length, null);
      return ok(bytes.subarray(0, length));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    return err({ code: 'file-unreadable', detail: `${path}: ${cause instanceof Error ? cause.message : cause}` });
  }
}
