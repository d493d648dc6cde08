import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import type { ErrorBody } from '../contract/api.ts';
import { ApiError } from '../loopback/api-error.ts';

/** Fastify's own refusals, by its documented codes (fastify.dev/docs/latest/Reference/Errors). */
const frameworkCodes: Readonly<Record<string, ErrorBody & { readonly status: number }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'body-too-large', message: 'the body is longer than is taken here' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'content-type-unsupported', message: 'send application/json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'body-malformed', message: 'the body is not JSON' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'body-malformed', message: 'the body is not JSON' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'body-malformed', message: 'the length is not the body’s' },
};

/** A long document has many faults at most. */
const MOST_PROBLEMS = 20;

/** Parses what came from outside; refuses with 400 `request-malformed` and the places of its faults. */
export function parseRequest<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new ApiError(400, 'request-malformed', problems.join('; '));
}

export function describeError(error: FastifyError | ApiError): ErrorBody & { status: number } {
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.message };
  const known = frameworkCodes[error.code];
  if (known) return known;
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { status: error.statusCode, code: 'request-malformed', message: 'the request was not understood' };
  return { status: 500, code: 'internal', message: 'the controller met a fault' };
}

/** Answers any error with an `ErrorBody`; nothing of a stack or of the request goes back. */
export function answerError(
  onRefused: (code: string, path: string) => void,
): (error: FastifyError | ApiError, request: FastifyRequest, reply: FastifyReply) => void {
  return (error, request, reply) => {
    const { status, code, message } = describeError(error);
    onRefused(code, request.routeOptions.url ?? '');
    void reply.status(status).send({ code, message } satisfies ErrorBody);
  };
}
