import type { ServerResponse } from 'node:http';
import type { BoardFeed } from './board-feed.ts';

const DELTA_EVERY_MS = 1_000;
const PING_EVERY_MS = 10_000;

/** A browser that does not read is cut off rather than fed from memory; it comes back by itself. */
const MOST_BUFFERED_BYTES = 32 * 1024 * 1024;

/**
 * Server-sent events to every browser (WHATWG HTML §9.2): a `snapshot`, then a `delta` at most once a second, and a
 * comment every 10 s, so that silence means trouble.
 */
export class BoardStreams {
  readonly #feed: Pick<BoardFeed, 'snapshot' | 'delta'>;
  readonly #open = new Set<ServerResponse>();
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(feed: Pick<BoardFeed, 'snapshot' | 'delta'>) {
    this.#feed = feed;
    // What was known before anybody could look is in the first snapshot.
    feed.delta();
    this.#timers = [
      setInterval(() => this.#tellDelta(), DELTA_EVERY_MS),
      setInterval(() => this.#tell(': ping\n\n'), PING_EVERY_MS),
    ];
  }

  add(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write(`event: snapshot\ndata: ${this.#feed.snapshot()}\n\n`);
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const response of this.#open) response.end();
  }

  #tellDelta(): void {
    const delta = this.#feed.delta();
    if (delta !== null) this.#tell(`event: delta\ndata: ${delta}\n\n`);
  }

  #tell(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > MOST_BUFFERED_BYTES) response.destroy();
      else response.write(text);
    }
  }
}
