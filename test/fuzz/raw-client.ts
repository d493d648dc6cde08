import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array | null;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** More than any answer has, but for a stream that does not end. */
const LARGEST_ANSWER = 300_000;

/** Says just what it is told to, Host and Origin too; of a stream it takes the head. It goes with the test. */
export class RawClient {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(url: string) {
    this.#port = Number(new URL(url).port);
    onTestFinished(() => this.#agent.destroy());
  }

  ask({ method, path, headers, body = null }: Asked): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const to = { host: '127.0.0.1', port: this.#port, agent: this.#agent, timeout: 5_000 };
    const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = request({ ...to, method, path, headers: { ...length, ...headers }, setHost: false }, (response) => {
      const head = { status: response.statusCode ?? 0, headers: response.headers };
      let text = '';
      const done = () => resolve({ ...head, body: text });
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        done();
        asked.destroy();
        return;
      }
      response.setEncoding('utf8').on('end', done).on('error', reject);
      response.on('data', (more) => {
        text += more;
        if (text.length > LARGEST_ANSWER) asked.destroy(new Error(`an endless answer to ${method} ${path}`));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${path}`))).on('error', reject);
    asked.end(body ?? undefined);
    return promise;
  }

  /** All that comes back until the server hangs up. */
  say(bytes: string | Uint8Array): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let text = '';
    const socket = connect(this.#port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').setTimeout(5_000, () => socket.destroy(new Error('the server does not hang up')));
    socket.on('data', (more) => {
      text += more;
    });
    socket.on('close', () => resolve(text)).on('error', (cause) => (text === '' ? reject(cause) : resolve(text)));
    return promise;
  }
}
