import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EmptyCommand } from '../contract/api.ts';
import { FrameCommand, type ShellStartAddress } from '../contract/shell.ts';
import { ApiError } from '../loopback/api-error.ts';
import { equalSecrets, type OneTimeToken } from '../loopback/one-time-token.ts';
import type { Clock } from '../ports/clock.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { SessionId } from '../ports/session.ts';
import { parseRequest } from './errors.ts';
import { ShellWatchStream } from './shell-watch-stream.ts';

type ShellRouteParts = {
  readonly kiosk: Kiosk;
  readonly clock: Clock;
  readonly startToken: OneTimeToken;
  readonly shellToken: string;
};

/** One keeps the shell; another may take over before the first is known to be gone. */
const MOST_WATCHES = 4;

/** What the page tells of its frames, and what whoever keeps the shell may ask: where to start it, and when anew. */
export function addShellRoutes(
  server: FastifyInstance,
  { kiosk, clock, startToken, shellToken }: ShellRouteParts,
  session: (request: FastifyRequest) => SessionId,
): { closeWatches(): void } {
  const watches = new Set<ShellWatchStream>();
  const onRequest = shellOnly(shellToken);
  server.post('/api/kiosk/frame', (request) => {
    session(request);
    kiosk.shell.framePainted(parseRequest(FrameCommand, request.body ?? {}));
    return {};
  });
  server.post('/api/shell/start-address', { onRequest }, (request): ShellStartAddress => {
    parseRequest(EmptyCommand, request.body ?? {});
    return { path: `/?token=${startToken.valid}` };
  });
  server.get('/api/shell/watch', { onRequest }, (_request, reply) => {
    if (watches.size >= MOST_WATCHES) throw new ApiError(503, 'too-many-streams', 'too many keep the shell');
    reply.hijack();
    const watch = new ShellWatchStream(reply.raw, kiosk.shell, clock);
    watches.add(watch);
    reply.raw.on('close', () => watches.delete(watch));
  });
  return {
    closeWatches() {
      for (const watch of watches) watch.end();
    },
  };
}

/** A hook that refuses whoever has not read the shell's token, whatever else they may. */
function shellOnly(shellToken: string): (request: FastifyRequest) => Promise<void> {
  return async ({ headers }) => {
    if (!equalSecrets(headers.authorization ?? '', `Bearer ${shellToken}`))
      throw new ApiError(401, 'shell-token-required', 'the token is in the data folder of this box');
  };
}
