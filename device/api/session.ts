import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SessionId } from '../ports/session.ts';
import { ApiError } from './errors.ts';
import type { OneTimeToken } from './one-time-token.ts';

/** Cookies do not know ports: the name does, so that two boxes on one machine do not mix. */
const cookieName = (port: number) => `ak-session-${port}`;

/** `GET /?token=…` turns a valid one-time token into a session cookie and leads to the page without it. */
export function redeemToken(request: FastifyRequest, reply: FastifyReply, token: OneTimeToken, port: number): boolean {
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

/** The session of this request; the signature makes it one that this box gave. Refuses with 401 `session-required`. */
export function sessionOf(server: FastifyInstance, request: FastifyRequest, port: number): SessionId {
  const cookie = request.cookies[cookieName(port)];
  const unsigned = cookie === undefined ? null : server.unsignCookie(cookie);
  if (!unsigned?.valid || !unsigned.value)
    throw new ApiError(401, 'session-required', 'open the address that the controller printed');
  return unsigned.value as SessionId;
}
