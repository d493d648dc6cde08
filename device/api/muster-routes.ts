import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { EmptyCommand } from '../contract/api.ts';
import { AddToMusterCommand, MarkMusterCommand, StartMusterCommand } from '../contract/muster.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { MusterCommands, MusterFault } from '../ports/muster.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<MusterFault['code'], number>> = {
  'host-view-locked': 403,
  'muster-running': 409,
  'muster-not-running': 409,
  'entry-unknown': 404,
};

/** What a host does with the muster list. */
export function addMusterRoutes(
  server: FastifyInstance,
  muster: MusterCommands,
  session: (request: FastifyRequest) => SessionId,
): void {
  const host = <T>(
    path: string,
    body: z.ZodType<T>,
    act: (id: SessionId, command: T) => Promise<Result<void, MusterFault>>,
  ) =>
    server.post(`/api/host/muster/${path}`, async (request) => {
      const id = session(request);
      const done = await act(id, parseRequest(body, request.body ?? {}));
      if (!done.ok) throw new ApiError(statusOf[done.error.code], done.error.code, done.error.message);
      return {};
    });
  host('start', StartMusterCommand, (id, { drill }) => muster.start(id, drill));
  host('mark', MarkMusterCommand, (id, command) => muster.mark(id, command));
  host('add', AddToMusterCommand, (id, { persons }) => muster.add(id, persons));
  host('end', EmptyCommand, (id) => muster.end(id));
}
