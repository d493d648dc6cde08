import type { ServerResponse } from 'node:http';
import type { Snapshot, SnapshotDelta } from '../contract/api.ts';
import { seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { SessionId } from '../ports/session.ts';

const PING_EVERY = seconds(10);

/** A screen that does not read is cut off rather than fed from memory; it comes back by itself. */
const MOST_BUFFERED_BYTES = 256 * 1024;

/**
 * Server-sent events to one screen: a `snapshot`, then a `delta` for each change, and a `ping` every 10 s so that
 * silence means trouble (WHATWG HTML §9.2). Ends when either side closes.
 */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #ping: CancelTimer;

  constructor(response: ServerResponse, kiosk: Kiosk, session: SessionId, clock: Clock) {
    this.#response = response;
    this.#clock = clock;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const snapshot = kiosk.snapshot(session);
    this.#send('snapshot', snapshot, snapshot.revision);
    this.#unsubscribe = kiosk.subscribe(session, (delta) => this.#send('delta', delta, delta.revision));
    this.#ping = this.#pingLater();
    response.on('close', () => this.end());
  }

  end(): void {
    this.#unsubscribe();
    this.#ping();
    this.#response.end();
  }

  #send(event: string, data: Snapshot | SnapshotDelta | Record<string, never>, id?: number): void {
    if (this.#response.writableLength > MOST_BUFFERED_BYTES) {
      this.#response.destroy();
      return;
    }
    const idLine = id === undefined ? '' : `id: ${id}\n`;
    this.#response.write(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
  }

  #pingLater(): CancelTimer {
    return this.#clock.after(PING_EVERY, () => {
      this.#send('ping', {});
      this.#ping = this.#pingLater();
    });
  }
}
