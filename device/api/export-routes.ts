import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EmptyCommand } from '../contract/api.ts';
import { ExportCommand } from '../contract/exports.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { ExportCommands, ExportFault } from '../ports/exports.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<ExportFault['code'], number>> = {
  'host-view-locked': 403,
  'medium-missing': 409,
  'recipient-missing': 409,
  'export-running': 409,
  'storage-failed': 503,
};

/** What a host takes out of the box. */
export function addExportRoutes(
  server: FastifyInstance,
  exports: ExportCommands,
  session: (request: FastifyRequest) => SessionId,
): void {
  server.post('/api/host/export', async (request) => {
    const id = session(request);
    return answer(await exports.begin(id, parseRequest(ExportCommand, request.body)));
  });
  server.post('/api/host/cancel-export', (request) => {
    const id = session(request);
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(exports.cancel(id));
  });
}

function answer(result: Result<void, ExportFault>): Record<string, never> {
  if (result.ok) return {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}
