import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NoteIncidentCommand } from '../contract/incidents.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { IncidentCommands, IncidentFault } from '../ports/incidents.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<IncidentFault['code'], number>> = {
  'host-view-locked': 403,
  'personal-number': 400,
  'storage-failed': 503,
};

/** What a host writes down. */
export function addIncidentRoutes(
  server: FastifyInstance,
  incidents: IncidentCommands,
  session: (request: FastifyRequest) => SessionId,
): void {
  server.post('/api/host/note-incident', async (request) => {
    const id = session(request);
    const noted = await incidents.note(id, parseRequest(NoteIncidentCommand, request.body));
    if (!noted.ok) throw new ApiError(statusOf[noted.error.code], noted.error.code, noted.error.message);
    return {};
  });
}
