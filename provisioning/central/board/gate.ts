import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeSecret } from '../data-folder.ts';
import { ApiError } from './api-error.ts';

/**
 * Refuses what a foreign page or a rebound DNS name could send: `Host` must be this very address, and `Origin`, where
 * there is one, too.
 */
export function checkSameOrigin(headers: IncomingHttpHeaders, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) throw new ApiError(421, 'host-refused', 'this address is not served here');
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
    throw new ApiError(403, 'origin-refused', 'requests from other pages are refused');
}

/** Opens a session once; the file in the data folder always holds the one that is valid now. */
export class StartToken {
  readonly #file: string;
  #token: string;

  constructor(folder: string) {
    this.#file = join(folder, 'board-token');
    this.#token = this.#renew();
  }

  get valid(): string {
    return this.#token;
  }

  redeem(offered: string): boolean {
    const [left, right] = [Buffer.from(offered), Buffer.from(this.#token)];
    // In a time that tells nothing of where they differ.
    if (left.length !== right.length || !timingSafeEqual(left, right)) return false;
    this.#token = this.#renew();
    return true;
  }

  #renew(): string {
    const token = randomBytes(24).toString('base64url');
    writeSecret(this.#file, token);
    return token;
  }
}

/** Cookies do not know ports: the name does. */
const cookieName = (port: number) => `ak-board-${port}`;

/** `GET /?token=…` turns a valid token into a session cookie and leads to the page without it. */
export function redeemToken(request: FastifyRequest, reply: FastifyReply, token: StartToken, port: number): boolean {
  const offered = new URL(request.url, 'http://127.0.0.1').searchParams.get('token');
  if (offered === null) return false;
  if (!token.redeem(offered)) throw new ApiError(401, 'token-refused', 'this start address has been used already');
  reply.setCookie(cookieName(port), randomBytes(18).toString('base64url'), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    signed: true,
  });
  void reply.redirect('/', 303);
  return true;
}

/** Refuses with 401 whoever did not come by a start address. */
export function requireSession(server: FastifyInstance, request: FastifyRequest, port: number): void {
  const cookie = request.cookies[cookieName(port)];
  if (cookie === undefined || !server.unsignCookie(cookie).valid)
    throw new ApiError(401, 'session-required', 'open the address that the board printed');
}
