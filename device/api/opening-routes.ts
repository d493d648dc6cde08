import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { EmptyCommand } from '../contract/api.ts';
import { CloseTodayCommand, OpenTodayCommand } from '../contract/opening.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { OpeningCommands, OpeningFault } from '../ports/opening.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<OpeningFault['code'], number>> = {
  'host-view-locked': 403,
  'opening-out-of-bounds': 409,
};

/** What a host decides of today's opening hours. */
export function addOpeningRoutes(
  server: FastifyInstance,
  opening: OpeningCommands,
  session: (request: FastifyRequest) => SessionId,
): void {
  const host = <T>(
    path: string,
    body: z.ZodType<T>,
    act: (id: SessionId, command: T) => Promise<Result<void, OpeningFault>>,
  ) =>
    server.post(`/api/host/${path}`, async (request) => {
      const id = session(request);
      const done = await act(id, parseRequest(body, request.body ?? {}));
      if (!done.ok) throw new ApiError(statusOf[done.error.code], done.error.code, done.error.message);
      return {};
    });
  host('open-today', OpenTodayCommand, (id, command) => opening.open(id, command));
  host('close-today', CloseTodayCommand, (id, command) => opening.close(id, command));
  host('plan-today', EmptyCommand, (id) => opening.end(id));
}
