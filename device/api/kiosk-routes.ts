import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  CorrectCountCommand,
  DoorModeCommand,
  EmptyCommand,
  EnrolNextCommand,
  MoreTimeCommand,
  OpenDoorCommand,
} from '../contract/api.ts';
import type { Result } from '../contract/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostCommandFault, Kiosk, MoreTimeFault, SessionId } from '../ports/kiosk.ts';
import { ApiError, parseRequest } from './errors.ts';
import { EventStream } from './event-stream.ts';

type Fault = HostCommandFault | MoreTimeFault;

const statusOf: Readonly<Record<Fault['code'], number>> = {
  'host-view-locked': 403,
  'door-unknown': 404,
  'door-blocked': 409,
  'door-locked-down': 409,
  'door-interlocked': 409,
  'door-out-of-order': 503,
  'fire-alarm': 409,
  'nobody-let-in': 409,
};

function answer(result: Result<void, Fault>): Record<string, never> {
  if (result.ok) return {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}

/** More screens than a box has; a page that leaks connections cannot take them all. */
const MOST_STREAMS = 16;

/** What the screen reads and asks for. Every route needs the session cookie. */
export function addKioskRoutes(
  server: FastifyInstance,
  { kiosk, clock, session }: { kiosk: Kiosk; clock: Clock; session: (request: FastifyRequest) => SessionId },
): { closeStreams(): void } {
  const streams = new Set<EventStream>();
  server.get('/api/snapshot', (request) => kiosk.snapshot(session(request)));
  server.get('/api/events', (request, reply) => {
    const id = session(request);
    if (streams.size >= MOST_STREAMS) throw new ApiError(503, 'too-many-streams', 'too many screens are connected');
    reply.hijack();
    const stream = new EventStream(reply.raw, kiosk, id, clock);
    streams.add(stream);
    reply.raw.on('close', () => streams.delete(stream));
  });
  server.post('/api/kiosk/more-time', (request) => {
    session(request);
    return answer(kiosk.giveMoreTime(parseRequest(MoreTimeCommand, request.body).door));
  });
  addHostRoutes(server, kiosk, session);
  return {
    closeStreams() {
      for (const stream of streams) stream.end();
    },
  };
}

function addHostRoutes(server: FastifyInstance, kiosk: Kiosk, session: (request: FastifyRequest) => SessionId): void {
  const noBody = (request: FastifyRequest) => parseRequest(EmptyCommand, request.body ?? {});
  const plain = (path: string, act: (id: SessionId) => void) =>
    server.post(path, (request) => {
      const id = session(request);
      noBody(request);
      act(id);
      return {};
    });
  plain('/api/host/request-view', (id) => kiosk.requestHostView(id));
  plain('/api/host/cancel', () => kiosk.cancelPendingTap());
  plain('/api/host/close-view', (id) => kiosk.closeHostView(id));
  plain('/api/host/activity', (id) => answer(kiosk.touchHostView(id)));
  server.post('/api/host/open-door', async (request) => {
    const id = session(request);
    const { door, extended } = parseRequest(OpenDoorCommand, request.body);
    return answer(await kiosk.openDoor(id, door, extended));
  });
  server.post('/api/host/door-mode', (request) => {
    const id = session(request);
    const { door, command } = parseRequest(DoorModeCommand, request.body);
    return answer(kiosk.setDoorMode(id, door, command));
  });
  server.post('/api/host/correct-count', async (request) => {
    const id = session(request);
    return answer(await kiosk.correctCount(id, parseRequest(CorrectCountCommand, request.body).present));
  });
  server.post('/api/host/enrol-next', (request) => {
    const id = session(request);
    return answer(kiosk.enrolNext(id, parseRequest(EnrolNextCommand, request.body).role));
  });
}
