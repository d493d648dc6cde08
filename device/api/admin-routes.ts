import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EmptyCommand, EnrolNextCommand, MoveReaderCommand } from '../contract/api.ts';
import { ReaderId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { Kiosk, ReaderServiceFault } from '../ports/kiosk.ts';
import { ApiError, parseRequest } from './errors.ts';
import { equalSecrets } from './one-time-token.ts';

const statusOf: Readonly<Record<ReaderServiceFault['code'], number>> = {
  'reader-unknown': 404,
  'reader-not-osdp': 409,
  'reader-took-no-key': 503,
  'reader-stays': 503,
};

/** What the local command line asks for; who can read the data folder has its token. */
export function addAdminRoutes(
  server: FastifyInstance,
  { kiosk, adminToken }: { kiosk: Kiosk; adminToken: string },
): void {
  const admin = (path: string, act: (request: FastifyRequest) => unknown) =>
    server.post(`/api/admin/${path}`, (request) => {
      if (!equalSecrets(request.headers.authorization ?? '', `Bearer ${adminToken}`))
        throw new ApiError(401, 'admin-token-required', 'the token is in the data folder of this box');
      return act(request);
    });
  const readerIn = ({ params }: FastifyRequest) => parseRequest(ReaderParams, params).reader;
  admin('enrol-next', ({ body }) => {
    kiosk.enrolNextAsAdmin(parseRequest(EnrolNextCommand, body));
    return {};
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

const ReaderParams = z.object({ reader: ReaderId });

function answer(result: Result<void, ReaderServiceFault>): Record<string, never> {
  if (result.ok) return {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}
