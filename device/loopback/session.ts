import { randomBytes } from 'node:crypto';
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { OneTimeToken } from './one-time-token.ts';

/** `GET /?token=…` turns a valid one-time token into a session cookie and leads to the page without it. */
export function redeemToken(
  request: FastifyRequest,
  reply: FastifyReply,
  token: OneTimeToken,
  cookieName: string,
): boolean {
  const offered = new URL(request.url, 'http://127.0.0.1').searchParams.get('token');
  if (offered === null) return false;
  if (!token.redeem(offered)) throw new ApiError(401, 'token-refused', 'this start address has been used already');
  reply.setCookie(cookieName, randomBytes(18).toString('base64url'), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    signed: true,
  });
  void reply.redirect('/', 303);
  return true;
}

/** The session of this request; the signature makes it one that this server gave. Refuses with 401 `session-required`. */
export function sessionOf(server: FastifyInstance, request: FastifyRequest, cookieName: string): string {
  const cookie = request.cookies[cookieName];
  const unsigned = cookie === undefined ? null : server.unsignCookie(cookie);
  if (!unsigned?.valid || !unsigned.value)
    throw new ApiError(401, 'session-required', 'open the address that was printed at the start');
  return unsigned.value;
}
