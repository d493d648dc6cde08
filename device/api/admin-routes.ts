import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EmptyCommand, EnrolNextCommand, MoveReaderCommand } from '../contract/api.ts';
import { AuditCommand } from '../contract/audit.ts';
import { DoorId, ReaderId } from '../contract/ids.ts';
import { Policy } from '../contract/policy.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { DoorTestFault, HostCommandFault, Kiosk, PolicyFault, ReaderServiceFault } from '../ports/kiosk.ts';
import { adminOnly } from './admin-only.ts';
import { parseRequest } from './errors.ts';
import { statusOf as hostStatusOf } from './kiosk-routes.ts';

/** Of a body, in bytes: a policy with 400 exceptions. */
const LARGEST_POLICY = 256 * 1024;

type Fault = ReaderServiceFault | PolicyFault | HostCommandFault | DoorTestFault;

const statusOf: Readonly<Record<Fault['code'], number>> = {
  ...hostStatusOf,
  'policy-malformed': 400,
  'policy-not-newer': 409,
  'storage-failed': 503,
  'reader-unknown': 404,
  'reader-not-osdp': 409,
  'reader-took-no-key': 503,
  'reader-stays': 503,
  'door-not-closed': 409,
};

/** What the local command line asks for; who can read the data folder has its token. */
export function addAdminRoutes(
  server: FastifyInstance,
  { kiosk, adminToken }: { kiosk: Kiosk; adminToken: string },
): void {
  const onRequest = adminOnly(adminToken);
  const admin = (path: string, act: (request: FastifyRequest) => unknown) =>
    server.post(`/api/admin/${path}`, { onRequest, bodyLimit: LARGEST_POLICY }, async (request) => act(request));
  const readerIn = ({ params }: FastifyRequest) => parseRequest(ReaderParams, params).reader;
  admin('enrol-next', ({ body }) => answer(kiosk.enrolNextAsAdmin(parseRequest(EnrolNextCommand, body))));
  server.get('/api/admin/policy', { onRequest }, async () => kiosk.policy());
  server.get('/api/admin/update-window', { onRequest }, async () => kiosk.updateWindow());
  admin('policy', async ({ body }) => {
    const policy = parseRequest(Policy, body);
    return { version: policy.version, ...answer(await kiosk.replacePolicy(policy)) };
  });
  admin('policy/check', ({ body }) => {
    const policy = parseRequest(Policy, body);
    return { version: policy.version, ...answer(kiosk.checkPolicy(policy)) };
  });
  admin('audit', async ({ body }) => answer(await kiosk.audit(parseRequest(AuditCommand, body))));
  admin('doors/:door/test', async (request) => {
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(await kiosk.testDoor(parseRequest(DoorParams, request.params).door));
  });
  server.get('/api/admin/doors/:door/test', { onRequest }, async ({ params }) => {
    const seen = kiosk.doorTest(parseRequest(DoorParams, params).door);
    if (seen === null)
      throw new ApiError(404, 'door-not-tested', 'the strike of this door was not the last to be tried');
    return seen;
  });
  admin('readers/:reader/install-key', async (request) => {
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(await kiosk.installReaderKey(readerIn(request)));
  });
  admin('readers/:reader/move', async (request) => {
    const { address, baudRate } = parseRequest(MoveReaderCommand, request.body);
    return answer(await kiosk.moveReader(readerIn(request), address, baudRate));
  });
}

const DoorParams = z.object({ door: DoorId });
const ReaderParams = z.object({ reader: ReaderId });

function answer(result: Result<void, Fault>): Record<string, never> {
  if (result.ok) return {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}
