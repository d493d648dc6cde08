import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EmptyCommand } from '../contract/api.ts';
import { HostAnnouncementCommand } from '../contract/host-announcement.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { HostAnnouncementFault, HostAnnouncements } from '../ports/host-announcement.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<HostAnnouncementFault['code'], number>> = {
  'host-view-locked': 403,
  'personal-number': 400,
};

/** What a host has told on the idle screen. */
export function addAnnouncementRoutes(
  server: FastifyInstance,
  announcements: HostAnnouncements,
  session: (request: FastifyRequest) => SessionId,
): void {
  server.post('/api/host/announcement', async (request) => {
    const id = session(request);
    return answer(await announcements.announce(id, parseRequest(HostAnnouncementCommand, request.body)));
  });
  server.post('/api/host/announcement/withdraw', async (request) => {
    const id = session(request);
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(await announcements.withdraw(id));
  });
}

function answer(done: Result<void, HostAnnouncementFault>): Record<string, never> {
  if (done.ok) return {};
  throw new ApiError(statusOf[done.error.code], done.error.code, done.error.message);
}
