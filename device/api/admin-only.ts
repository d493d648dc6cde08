import type { FastifyRequest } from 'fastify';
import { ApiError } from '../loopback/api-error.ts';
import { equalSecrets } from '../loopback/one-time-token.ts';

/** A hook for routes of the local command line: refuses whoever has not read the token in the data folder. */
export function adminOnly(adminToken: string): (request: FastifyRequest) => Promise<void> {
  return async ({ headers }) => {
    if (!equalSecrets(headers.authorization ?? '', `Bearer ${adminToken}`))
      throw new ApiError(401, 'admin-token-required', 'the token is in the data folder of this box');
  };
}
