import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody } from '../../../device/contract/api.ts';
import { ApiError } from '../../../device/loopback/api-error.ts';

/** Answers any error with an `ErrorBody`; nothing of a stack or of the request goes back. */
export function answerError(error: FastifyError | ApiError, _request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, message } = describe(error);
  void reply.status(status).send({ code, message } satisfies ErrorBody);
}

function describe(error: FastifyError | ApiError): ErrorBody & { readonly status: number } {
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.message };
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500)
    return { status, code: 'request-malformed', message: 'the request was not understood' };
  return { status: 500, code: 'internal', message: 'the board met a fault' };
}
