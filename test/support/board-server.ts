import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BoardSnapshot } from '../../device/contract/feed/board.ts';

const built = fileURLToPath(new URL('../../.build/renderer', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As the kiosk's server has it (device/api/server.ts). */
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/** Serves the built board, and to it what a test says. */
export class BoardServer {
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  readonly #streams = new Set<ServerResponse>();
  #newest: BoardSnapshot;
  /** Whether whoever asks has a session. */
  signedIn = true;
  /** Whether it takes whoever comes and then tells nothing. */
  quiet = false;
  url = '';

  constructor(first: BoardSnapshot) {
    this.#newest = first;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    this.url = `http://127.0.0.1:${address.port}/board.html`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** What whoever comes next is told first. */
  become(whole: BoardSnapshot): void {
    this.#newest = whole;
  }

  /** Tells those who listen of a change. */
  tell(changes: BoardSnapshot): void {
    for (const stream of this.#streams) stream.write(`data: ${JSON.stringify(changes)}\n\n`);
  }

  ping(): void {
    for (const stream of this.#streams) stream.write(': ping\n\n');
  }

  /** Ends all streams, as a collector does that starts again. */
  breakOff(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('x-content-type-options', 'nosniff');
    const { pathname } = new URL(url, 'http://127.0.0.1');
    if (pathname === '/board/stream') this.#stream(response);
    else this.#file(pathname, response);
  }

  #stream(response: ServerResponse): void {
    if (!this.signedIn) {
      response.writeHead(401).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    if (!this.quiet) response.write(`data: ${JSON.stringify(this.#newest)}\n\n`);
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
  }

  #file(pathname: string, response: ServerResponse): void {
    try {
      const text = readFileSync(`${built}${pathname}`);
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' }).end(text);
    } catch {
      response.writeHead(404).end();
    }
  }
}
