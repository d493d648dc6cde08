import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { parseJson } from '../files/text-file.ts';
import type { Bundle, BundleFault } from './bundle.ts';

/** The longest bundle as JSON, in bytes: rules with 400 exceptions take some 40 kB. */
export const LONGEST_PAYLOAD = 262_144;

/** Brotli (RFC 7932) over JSON. */
export function packBundle(bundle: Bundle): Result<Uint8Array, BundleFault> {
  const json = Buffer.from(JSON.stringify(bundle));
  return json.length <= LONGEST_PAYLOAD
    ? ok(brotliCompressSync(json))
    : err({ code: 'bundle-too-large', detail: `${json.length} bytes; ${LONGEST_PAYLOAD} at most` });
}

/** Undefined when it is no JSON, or not compressed, or longer than `LONGEST_PAYLOAD`, of which no more is made. */
export function unpackBundle(payload: Uint8Array): unknown {
  try {
    return parseJson(brotliDecompressSync(payload, { maxOutputLength: LONGEST_PAYLOAD }).toString('utf8'));
  } catch {
    return undefined;
  }
}
