import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error.ts';

/**
 * Refuses what a foreign page or a rebound DNS name could send: `Host` must be this very address, and `Origin`, where
 * there is one, too. `port` is the one that is listened on.
 */
export function checkSameOrigin(headers: IncomingHttpHeaders, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) throw new ApiError(421, 'host-refused', 'this address is not served here');
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
    throw new ApiError(403, 'origin-refused', 'requests from other pages are refused');
}
