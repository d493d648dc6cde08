import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { ApiError } from '../loopback/api-error.ts';
import { contentSecurityPolicy } from '../loopback/content-security-policy.ts';
import type { OneTimeToken } from '../loopback/one-time-token.ts';
import { checkSameOrigin } from '../loopback/same-origin.ts';
import { serverOptions } from '../loopback/server-options.ts';
import { redeemToken, sessionOf } from '../loopback/session.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialImports } from '../ports/credential-import.ts';
import type { Journal } from '../ports/journal.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { SessionId } from '../ports/session.ts';
import type { SimulatorVerbs } from '../ports/simulator.ts';
import { addAdminRoutes } from './admin-routes.ts';
import { addAnnouncementRoutes } from './announcement-routes.ts';
import { answerError } from './errors.ts';
import { addExportRoutes } from './export-routes.ts';
import { addImportRoutes } from './import-routes.ts';
import { addIncidentRoutes } from './incident-routes.ts';
import { addKioskRoutes } from './kiosk-routes.ts';
import { addMusterRoutes } from './muster-routes.ts';
import { addMyVisitsRoutes } from './my-visits-routes.ts';
import { addOpeningRoutes } from './opening-routes.ts';
import { addShellRoutes } from './shell-routes.ts';
import { addSimulatorRoutes } from './simulator-routes.ts';
import { addSkillsRoutes } from './skills-routes.ts';
import { addSpeechRoutes } from './speech-routes.ts';

export type ApiParts = {
  readonly kiosk: Kiosk;
  readonly imports: CredentialImports;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Null where no simulator runs: its routes are then not there. */
  readonly simulator: SimulatorVerbs | null;
  /** On 127.0.0.1, in order of preference: a taken one is passed over; 0 takes any free one. */
  readonly ports: readonly number[];
  readonly startToken: OneTimeToken;
  /** Signs the session cookies; the same after a restart, so that a screen keeps its session. */
  readonly sessionSecret: string;
  /** For the local command line. */
  readonly adminToken: string;
  /** For whoever keeps the shell. */
  readonly shellToken: string;
  /** The built screen: a folder with index.html. */
  readonly screenFolder: string;
};

export type ApiServer = { readonly url: string; close(): Promise<void> };

const BODY_LIMIT_BYTES = 4096;

/** Cookies do not know ports: the name does, so that two boxes on one machine do not mix. */
const cookieName = (port: number) => `ak-session-${port}`;

/** Serves screen, kiosk API and simulator on loopback alone. Rejects when all ports are taken. */
export async function startApi(parts: ApiParts): Promise<ApiServer> {
  const server = Fastify({ ...serverOptions, bodyLimit: BODY_LIMIT_BYTES });
  let port = 0;
  server.setErrorHandler(answerError((code, path) => parts.journal.write({ type: 'api-request-refused', code, path })));
  server.setNotFoundHandler(() => {
    throw new ApiError(404, 'route-unknown', 'there is nothing at this address');
  });
  server.removeContentTypeParser('text/plain');
  // Before what refuses, so that refusals have its headers too.
  await server.register(fastifyHelmet, { contentSecurityPolicy, strictTransportSecurity: false });
  server.addHook('onRequest', async (request) => checkSameOrigin(request.headers, port));
  await server.register(fastifyCookie, { secret: parts.sessionSecret });
  const session = (request: FastifyRequest) => sessionOf(server, request, cookieName(port)) as SessionId;
  const { closeStreams } = addKioskRoutes(server, { kiosk: parts.kiosk, clock: parts.clock, session });
  const { closeWatches } = addShellRoutes(server, parts, session);
  addMyVisitsRoutes(server, parts.kiosk.myVisits, session);
  addSpeechRoutes(server, parts.kiosk.speech, session);
  addMusterRoutes(server, parts.kiosk.muster, session);
  addSkillsRoutes(server, parts.kiosk.skills, session);
  addAnnouncementRoutes(server, parts.kiosk.announcements, session);
  addExportRoutes(server, parts.kiosk.exports, session);
  addIncidentRoutes(server, parts.kiosk.incidents, session);
  addOpeningRoutes(server, parts.kiosk.opening, session);
  server.get('/api/health', () => parts.kiosk.health());
  addAdminRoutes(server, parts);
  addImportRoutes(server, parts);
  if (parts.simulator) addSimulatorRoutes(server, parts.simulator);
  await addScreen(server, parts, () => port);
  const url = new URL(await listenOnFirstFree(server, parts.ports));
  port = Number(url.port);
  return {
    url: url.href,
    async close() {
      closeStreams();
      closeWatches();
      await server.close();
    },
  };
}

async function listenOnFirstFree(server: FastifyInstance, ports: readonly number[]): Promise<string> {
  const [port, ...others] = ports;
  try {
    return await server.listen({ host: '127.0.0.1', port: port ?? 0 });
  } catch (cause) {
    if (others.length === 0 || !(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    return listenOnFirstFree(server, others);
  }
}

async function addScreen(server: FastifyInstance, parts: ApiParts, port: () => number): Promise<void> {
  await server.register(fastifyStatic, {
    root: parts.screenFolder,
    index: false,
    serveDotFiles: false,
    wildcard: true,
  });
  server.get('/', (request, reply) => {
    if (redeemToken(request, reply, parts.startToken, cookieName(port()))) return reply;
    return reply.sendFile('index.html', { cacheControl: false });
  });
}
