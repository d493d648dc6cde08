import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  CompanionsCommand,
  CorrectCountCommand,
  DeniedCardCommand,
  DoorModeCommand,
  EmptyCommand,
  EnrolNextCommand,
  GuestPassCommand,
  MoreTimeCommand,
  NextCardCommand,
  OpenDoorCommand,
  PinCommand,
  PinEntryCommand,
  RevokePassCommand,
  RollCallCommand,
} from '../contract/api.ts';
import type { Result } from '../contract/result.ts';
import { HoldPurgeCommand } from '../contract/retention.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostCommandFault, Kiosk, VisitorFault } from '../ports/kiosk.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';
import { EventStream } from './event-stream.ts';

type Fault = HostCommandFault | VisitorFault;

export const statusOf: Readonly<Record<Fault['code'], number>> = {
  'host-view-locked': 403,
  'door-unknown': 404,
  'door-blocked': 409,
  'door-locked-down': 409,
  'door-interlocked': 409,
  'door-out-of-order': 503,
  'fire-alarm': 409,
  'decision-unknown': 404,
  'credential-known': 409,
  'credential-unknown': 404,
  'pass-too-long': 400,
  'label-refused': 400,
  'personal-number': 400,
  'storage-failed': 503,
  'nobody-let-in': 409,
  'enrolment-closed': 403,
  'pin-not-awaited': 409,
  'no-more-time': 409,
  'pin-weak': 400,
  'tap-forgotten': 410,
  'office-full': 409,
};

function answer<T>(result: Result<T, Fault>): T | object {
  if (result.ok) return result.value ?? {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}

/** More screens than a box has; a page that leaks connections cannot take them all. */
const MOST_STREAMS = 16;

/** What the screen reads and asks for. Every route needs the session cookie. */
export function addKioskRoutes(
  server: FastifyInstance,
  { kiosk, clock, session }: { kiosk: Kiosk; clock: Clock; session: Session },
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
  addVisitorRoutes(server, kiosk, session);
  addHostRoutes(server, kiosk, session);
  addRetentionRoutes(server, kiosk, session);
  return {
    closeStreams() {
      for (const stream of streams) stream.end();
    },
  };
}

type Session = (request: FastifyRequest) => SessionId;

/** What anybody before the screen may ask for. */
function addVisitorRoutes(server: FastifyInstance, kiosk: Kiosk, session: Session): void {
  const visitor = <T>(path: string, body: z.ZodType<T>, act: (command: T) => MaybePromise<Result<void, Fault>>) =>
    server.post(`/api/kiosk/${path}`, async (request) => {
      session(request);
      return answer(await act(parseRequest(body, request.body ?? {})));
    });
  visitor('more-time', MoreTimeCommand, ({ door }) => kiosk.giveMoreTime(door));
  visitor('enrol', EmptyCommand, () => kiosk.enrolMyself());
  visitor('card-more-time', EmptyCommand, () => kiosk.extendPendingTap());
  visitor('pin', PinCommand, ({ id, pin }) => kiosk.enterPin(id, pin));
  visitor('pin-more-time', PinEntryCommand, ({ id }) => kiosk.givePinTime(id));
  visitor('pin-cancel', PinEntryCommand, ({ id }) => kiosk.cancelPin(id));
  visitor('choose-pin', PinCommand, ({ id, pin }) => kiosk.choosePin(id, pin));
  visitor('companions', CompanionsCommand, ({ id, companions }) => kiosk.noteCompanions(id, companions));
}

type MaybePromise<T> = T | Promise<T>;

function addHostRoutes(server: FastifyInstance, kiosk: Kiosk, session: Session): void {
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
    return answer(await kiosk.correctCount(id, parseRequest(CorrectCountCommand, request.body)));
  });
  server.post('/api/host/enrol-next', (request) => {
    const id = session(request);
    return answer(kiosk.enrolNext(id, parseRequest(EnrolNextCommand, request.body)));
  });
  server.post('/api/host/next-card', (request) => {
    const id = session(request);
    return answer(kiosk.expectCard(id, parseRequest(NextCardCommand, request.body).purpose));
  });
  server.post('/api/host/denied-card', async (request) => {
    const id = session(request);
    return answer(await kiosk.serveDenied(id, parseRequest(DeniedCardCommand, request.body)));
  });
  server.post('/api/host/guest-pass', async (request) => {
    const id = session(request);
    return answer(await kiosk.issuePass(id, parseRequest(GuestPassCommand, request.body)));
  });
  server.post('/api/host/revoke-pass', async (request) => {
    const id = session(request);
    return answer(await kiosk.revokePass(id, parseRequest(RevokePassCommand, request.body).ref));
  });
  server.post('/api/host/roll-call', (request) => {
    const id = session(request);
    return answer(kiosk.startRollCall(id, parseRequest(RollCallCommand, request.body).minutes));
  });
  plain('/api/host/close-roll-call', (id) => answer(kiosk.closeRollCall(id)));
}

/** The hold on purging. */
function addRetentionRoutes(server: FastifyInstance, kiosk: Kiosk, session: Session): void {
  server.post('/api/host/hold-purge', async (request) => {
    const id = session(request);
    return answer(await kiosk.holdPurge(id, parseRequest(HoldPurgeCommand, request.body)));
  });
  server.post('/api/host/release-purge', async (request) => {
    const id = session(request);
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(await kiosk.releasePurge(id));
  });
}
