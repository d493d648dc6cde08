import { type KeyObject, sign, verify } from 'node:crypto';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parseJson } from '../../files/text-file.ts';
import { Manifest } from './manifest.ts';

/** In bytes, with its signature. */
export const LARGEST_MANIFEST = 16 * 1024;

/** The first line of the file: this, and the signature of all that follows it, in base64. */
const HEAD = 'ak-release-signature/1 ';
const SIGNATURE_BYTES = 64;

export type ManifestFault = {
  /** `signature-wrong`: another key signed it, or a byte of it was changed since. */
  readonly code: 'manifest-malformed' | 'signature-wrong' | 'release-expired';
  readonly detail: string;
};

/** The file of a manifest: made once, so that what is signed are these very bytes. */
export function signManifest(manifest: Manifest, key: KeyObject): Buffer {
  const body = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return Buffer.concat([Buffer.from(`${HEAD}${sign(null, body, key).toString('base64')}\n`), body]);
}

/** The manifest in this file, when that key has signed it and it is good still. Nothing of it is read before that. */
export function openManifest(file: Uint8Array, key: KeyObject, nowMs: number): Result<Manifest, ManifestFault> {
  const parts = takeApart(Buffer.from(file));
  if (parts === null) return malformed('it is no signed manifest');
  if (!verify(null, parts.body, key, parts.signature))
    return err({ code: 'signature-wrong', detail: 'the manifest is not signed by the maker of this box’s releases' });
  const manifest = Manifest.safeParse(parseJson(parts.body.toString('utf8')));
  if (!manifest.success)
    return malformed(manifest.error.issues.map(({ path }) => path.join('.') || 'all of it').join());
  const expired = expiryOf(manifest.data, nowMs);
  return expired === null ? ok(manifest.data) : err(expired);
}

/** Of what was signed to be taken before some time, and is to be taken now; null while it may be. */
export function expiryOf({ expires }: Pick<Manifest, 'expires'>, nowMs: number): ManifestFault | null {
  if (expires === undefined || Date.parse(expires) > nowMs) return null;
  return { code: 'release-expired', detail: `the release was to be taken before ${expires}` };
}

function takeApart(file: Buffer): { readonly signature: Buffer; readonly body: Buffer } | null {
  const end = file.indexOf('\n');
  if (file.length > LARGEST_MANIFEST || end === -1) return null;
  const line = file.subarray(0, end).toString('latin1');
  const written = line.slice(HEAD.length);
  const signature = Buffer.from(written, 'base64');
  // Base64 has several spellings of the same bytes; one of them is taken.
  const isOurs =
    line.startsWith(HEAD) && signature.length === SIGNATURE_BYTES && signature.toString('base64') === written;
  return isOurs ? { signature, body: file.subarray(end + 1) } : null;
}

function malformed(what: string) {
  return err({ code: 'manifest-malformed', detail: `the manifest is malformed: ${what}` } as const);
}
