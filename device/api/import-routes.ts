import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EmptyCommand } from '../contract/api.ts';
import {
  BeginImportCommand,
  ExportQuery,
  ImportId,
  ImportRowsCommand,
  type KnownRefusal,
} from '../contract/credential-import.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { CredentialImports, ImportFault } from '../ports/credential-import.ts';
import { adminOnly } from './admin-only.ts';
import { parseRequest } from './errors.ts';

/** Of a body, in bytes: the most rows, each with all that it may say. */
const LARGEST_ROWS = 4 * 1024 * 1024;

const statusOf: Readonly<Record<ImportFault['code'], number>> = {
  'credentials-known': 409,
  'import-running': 409,
  'import-unknown': 404,
  'rows-repeated': 400,
  'label-refused': 400,
  'personal-number': 400,
  'storage-failed': 503,
};

const Params = z.object({ id: ImportId });
const idIn = ({ params }: FastifyRequest) => parseRequest(Params, params).id;

/** Imports and exports of credentials, for whoever may read this box's files. */
export function addImportRoutes(
  server: FastifyInstance,
  { imports, adminToken }: { imports: CredentialImports; adminToken: string },
): void {
  const admin = { onRequest: adminOnly(adminToken) };
  server.post('/api/admin/import', admin, async ({ body }) => ({
    id: answer(await imports.begin(parseRequest(BeginImportCommand, body))),
  }));
  server.post('/api/admin/import/:id/rows', { ...admin, bodyLimit: LARGEST_ROWS }, async (request) => ({
    known: answer(await imports.add(idIn(request), parseRequest(ImportRowsCommand, request.body).rows)),
  }));
  server.post('/api/admin/import/:id/commit', admin, async (request, reply) => {
    parseRequest(EmptyCommand, request.body ?? {});
    const done = await imports.commit(idIn(request));
    return !done.ok && 'count' in done.error ? refuseKnown(reply, done.error) : answer(done);
  });
  server.delete('/api/admin/import/:id', admin, async (request) => {
    answer(await imports.cancel(idIn(request)));
    return {};
  });
  server.get('/api/admin/export/credentials', admin, async ({ query }) => {
    const { after, limit } = parseRequest(ExportQuery, query);
    return { credentials: answer(await imports.page(after ?? null, limit)) };
  });
}

const KNOWN = 'some of these cards are known already';

function answer<T>(result: Result<T, ImportFault>): T {
  if (result.ok) return result.value;
  const { error } = result;
  throw new ApiError(statusOf[error.code], error.code, 'count' in error ? KNOWN : error.message);
}

/** The one refusal that says more than a code and a message: which. */
function refuseKnown(reply: FastifyReply, { code, count, lines }: Extract<ImportFault, { count: number }>) {
  const refusal: z.infer<typeof KnownRefusal> = { code, message: KNOWN, count, lines: [...lines] };
  return reply.status(statusOf[code]).send(refusal);
}
