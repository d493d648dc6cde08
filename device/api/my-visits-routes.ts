import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EmptyCommand } from '../contract/api.ts';
import { MyVisitsId } from '../contract/my-visits.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { MyVisitsDesk, MyVisitsFault } from '../ports/my-visits.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<MyVisitsFault['code'], number>> = {
  'my-visits-closed': 410,
  'no-more-time': 409,
  'not-a-visitors': 403,
  'card-blocked': 403,
  'storage-failed': 503,
};

const Path = z.object({ id: MyVisitsId });

type Act<T> = (session: SessionId, id: number) => Result<T, MyVisitsFault> | Promise<Result<T, MyVisitsFault>>;

/** What a visitor asks about the own card. Every route needs the session cookie; no answer may be kept by a browser. */
export function addMyVisitsRoutes(
  server: FastifyInstance,
  desk: MyVisitsDesk,
  session: (request: FastifyRequest) => SessionId,
): void {
  const route = (method: 'GET' | 'POST', path: string, act: Act<object>) =>
    server.route({
      ...{ method, url: `/api/kiosk/my-visits/:id${path}` },
      async handler(request, reply) {
        const asking = session(request);
        const { id } = parseRequest(Path, request.params);
        parseRequest(EmptyCommand, request.body ?? {});
        return answer(await act(asking, id), reply);
      },
    });
  server.post('/api/kiosk/my-visits', (request) => {
    const asking = session(request);
    parseRequest(EmptyCommand, request.body ?? {});
    desk.request(asking);
    return {};
  });
  route('GET', '', (asking, id) => desk.read(asking, id));
  route('POST', '/erase', (asking, id) => desk.erase(asking, id));
  route('POST', '/forget-card', (asking, id) => desk.forgetCard(asking, id));
  route('POST', '/more-time', (asking, id) => desk.giveMoreTime(asking, id));
  route('POST', '/close', (asking, id) => {
    desk.close(asking, id);
    return { ok: true, value: {} };
  });
}

function answer(result: Result<object, MyVisitsFault>, reply: FastifyReply): object {
  if (!result.ok) throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
  void reply.header('cache-control', 'no-store');
  return result.value;
}
