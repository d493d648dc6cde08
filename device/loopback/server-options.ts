import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a stranger's answer says at least, where a request was not understood well enough to come to a route. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
};

type Refusal = { readonly status: number; readonly reason: string; readonly code: string; readonly message: string };

const malformed: Refusal = {
  ...{ status: 400, reason: 'Bad Request' },
  ...{ code: 'request-malformed', message: 'the request was not understood' },
};

/** By Node's codes of what ends a connection (nodejs.org/api/http.html#event-clienterror). */
const refusals: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    ...{ status: 408, reason: 'Request Timeout' },
    ...{ code: 'request-too-slow', message: 'the request did not come to its end in time' },
  },
  HPE_HEADER_OVERFLOW: {
    ...{ status: 431, reason: 'Request Header Fields Too Large' },
    ...{ code: 'request-malformed', message: 'the head of the request is too large' },
  },
};

/**
 * Options for Fastify of every server on loopback: whatever comes, the refusal is an `ErrorBody` with security headers and
 * repeats nothing of the request. A request without `Host` comes as far as the check of it. No route answers HEAD by itself.
 */
export const serverOptions = {
  forceCloseConnections: true,
  logger: false,
  exposeHeadRoutes: false,
  http: { requireHostHeader: false },
  schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
  frameworkErrors(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
    void reply.status(malformed.status).headers(HEADERS).send(bodyOf(malformed));
  },
  clientErrorHandler(error: Error & { readonly code?: string }, socket: Socket): void {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable) socket.write(rawAnswer(refusals[error.code ?? ''] ?? malformed));
    socket.destroy();
  },
} as const;

/** What comes and goes is parsed by zod: Fastify's own compilers, some megabytes of memory, are never loaded. */
function noCompiler(): () => never {
  return () => {
    throw new Error('routes of this server have no schemas of Fastify’s');
  };
}

function bodyOf({ code, message }: Refusal): string {
  return JSON.stringify({ code, message });
}

function rawAnswer(refusal: Refusal): string {
  const body = bodyOf(refusal);
  const head = Object.entries({ ...HEADERS, 'content-length': body.length, connection: 'close' });
  const lines = [`HTTP/1.1 ${refusal.status} ${refusal.reason}`, ...head.map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
