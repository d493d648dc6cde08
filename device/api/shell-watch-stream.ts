import type { ServerResponse } from 'node:http';
import type { ShellRestart } from '../contract/shell.ts';
import { seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { ShellDesk } from '../ports/shell.ts';

const PING_EVERY = seconds(10);

/** Server-sent events to whoever keeps the shell: `restart`, and a `ping` every 10 s so that silence means trouble. */
export class ShellWatchStream {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #leave: () => void;
  #ping: CancelTimer;

  constructor(response: ServerResponse, shell: ShellDesk, clock: Clock) {
    this.#response = response;
    this.#clock = clock;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    this.#leave = shell.supervise((code) => this.#send('restart', { code }));
    this.#ping = this.#pingLater();
    response.on('close', () => this.end());
  }

  end(): void {
    this.#leave();
    this.#ping();
    this.#response.end();
  }

  #send(event: 'restart' | 'ping', data: ShellRestart | Record<string, never>): void {
    this.#response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #pingLater(): CancelTimer {
    return this.#clock.after(PING_EVERY, () => {
      this.#send('ping', {});
      this.#ping = this.#pingLater();
    });
  }
}
