import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '../../contract/result.ts';
import type { HttpConnection, HttpFault, HttpRequest, HttpResponse } from './http-connection.ts';

/** One patron's record has some 3 KB. */
const MOST_BYTES = 64 * 1024;
/** A visitor's requests share a connection; Apache closes an idle one after 5 s, and we before that. */
const IDLE_MS = 2_000;

/** Node's and OpenSSL's codes for a certificate that does not check out, or an authority file that is none. */
const CERTIFICATE = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|OSSL_PEM/;

const lost = (): Result<never, HttpFault> => err({ code: 'patron-unreachable' });
const tooLong = (): Result<never, HttpFault> => err({ code: 'patron-garbled' });

export type NodeConnectionParts = {
  /** As `parseKohaUrl` gives it. */
  readonly root: string;
  /** Certificates in PEM that vouch for the site, in place of those that Node brings; for a library with its own. */
  readonly ca?: string;
};

/** HTTP/1.1 by Node's own client, with at most 64 KB in a body. */
export class NodeConnection implements HttpConnection {
  readonly #root: string;
  readonly #agent: HttpAgent;
  readonly #request: typeof httpsRequest;

  constructor({ root, ca }: NodeConnectionParts) {
    const isSecure = root.startsWith('https:');
    const kept = { keepAlive: true, timeout: IDLE_MS };
    this.#root = root;
    this.#agent = isSecure ? new HttpsAgent(ca === undefined ? kept : { ...kept, ca }) : new HttpAgent(kept);
    this.#request = isSecure ? httpsRequest : httpRequest;
  }

  send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, HttpFault>> {
    return new Promise((resolve) => {
      const { method, headers } = request;
      const outgoing = this.#request(`${this.#root}/api/v1${request.path}`, {
        ...{ method, headers, signal },
        agent: this.#agent,
      });
      const gone = () => resolve(lost());
      outgoing.on('error', (error) => resolve(faultOf(error)));
      // An answer that is none, such as 101, closes it without an error.
      outgoing.on('close', gone);
      outgoing.on('response', (incoming) => {
        outgoing.off('close', gone);
        void readResponse(incoming).then(resolve);
      });
      outgoing.end(request.body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function readResponse(incoming: IncomingMessage): Promise<Result<HttpResponse, HttpFault>> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    incoming.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= MOST_BYTES) return;
      resolve(tooLong());
      incoming.destroy();
    });
    incoming.on('end', () => resolve(ok({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() })));
    incoming.on('error', () => resolve(lost()));
  });
}

/** Goes by codes, never by the text. */
function faultOf(error: unknown): Result<never, HttpFault> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CERTIFICATE.test(code) ? err({ code: 'patron-untrusted' }) : lost();
}
