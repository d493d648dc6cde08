import { isFree } from '../support/free-port.ts';

/** Below those that the kernel gives to outgoing connections (32768 and up): nobody takes it while the broker is away. */
const [FIRST, LAST] = [10_000, 14_999];

/** A port on 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let port = FIRST + (process.pid % (LAST - FIRST)); port <= LAST; port++) if (await isFree(port)) return port;
  throw new Error(`no port is free up to ${LAST}`);
}
