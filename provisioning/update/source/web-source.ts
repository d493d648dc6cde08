import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { LARGEST_MANIFEST } from '../release/signed-manifest.ts';
import type { Source, SourceFault } from './source.ts';

/** In ms: for a manifest, and for an archive on a slow line. */
const LONGEST_ANSWER = 30_000;
const LONGEST_DOWNLOAD = 25 * 60_000;

/** A folder of releases at an https address. */
export function webSource(from: string, manifest: string): Source {
  // The authorities that Debian trusts and the IT department adds to, in the place of those that Node brings.
  setDefaultCACertificates(getCACertificates('system'));
  const at = (name: string) => new URL(encodeURIComponent(name), from.endsWith('/') ? from : `${from}/`);
  return {
    async manifest() {
      const body = await get(at(manifest), LONGEST_ANSWER);
      return body.ok ? readSome(body.value) : body;
    },
    archive: (name) => get(at(name), LONGEST_DOWNLOAD),
  };
}

async function get(url: URL, longestMs: number): Promise<Result<AsyncIterable<Uint8Array>, SourceFault>> {
  try {
    const { ok: isThere, status, body, url: final } = await fetch(url, { signal: AbortSignal.timeout(longestMs) });
    if (!final.startsWith('https:')) return unreachable(`${url.href} leads to an address that is not https`);
    if (status === 404) return err({ code: 'source-empty', detail: `there is no ${url.href}` });
    return isThere && body !== null ? ok(body) : unreachable(`${url.href} answers ${status}`);
  } catch (cause) {
    return unreachable(`${url.href}: ${whyOf(cause)}`);
  }
}

async function readSome(body: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array, SourceFault>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > LARGEST_MANIFEST) break;
    }
    return ok(Buffer.concat(chunks));
  } catch (cause) {
    return unreachable(whyOf(cause));
  }
}

/** Of what fetch throws, which has the reason in its cause (nodejs.org/api/globals.html#fetch); anything else is a bug. */
function whyOf(cause: unknown): string {
  if (cause instanceof DOMException) return 'it took too long';
  if (!(cause instanceof TypeError)) throw cause;
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

function unreachable(detail: string) {
  return err({ code: 'source-unreachable', detail } as const);
}
