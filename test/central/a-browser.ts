import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { BoardDelta, BoardSnapshot, type OfficeRow } from '../../device/contract/feed/board.ts';

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

/** Asks as a browser would, or as none would: `fetch` does not let anybody set Host or Origin. */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request(url, { headers, method, agent: false }, (response) => {
    let body = '';
    response.on('data', (bytes) => {
      body += bytes;
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}

/** The session cookie that a start address gives. */
export async function cookieOf(startUrl: string): Promise<string> {
  const { headers } = await ask(startUrl);
  const [cookie = ''] = Array.isArray(headers['set-cookie']) ? headers['set-cookie'] : [];
  return String(cookie).split(';')[0] ?? '';
}

/** An open stream of the board, with what came so far; it ends with the test. */
export class AStream {
  readonly snapshots: BoardSnapshot[] = [];
  readonly deltas: BoardDelta[] = [];
  readonly deltaBytes: number[] = [];
  /** When each delta came in. */
  readonly times: number[] = [];
  #rest = '';

  constructor(url: string, cookie: string) {
    const asked = request(`${url}/board/stream`, { headers: { cookie }, agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => this.#read(text));
      response.on('error', () => {});
    });
    asked.on('error', () => {});
    asked.end();
    onTestFinished(() => void asked.destroy());
  }

  /** What a page would show: each office as it was told last. */
  get offices(): readonly OfficeRow[] {
    const rows = [...this.snapshots, ...this.deltas].flatMap(({ offices }) => offices);
    return [...new Map(rows.map((row) => [`${row.operator}/${row.office}`, row])).values()];
  }

  #read(text: string): void {
    const blocks = `${this.#rest}${text}`.split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (block.startsWith(':')) continue;
      if (event === 'snapshot') this.snapshots.push(BoardSnapshot.parse(JSON.parse(data)));
      else if (event === 'delta') {
        this.deltas.push(BoardDelta.parse(JSON.parse(data)));
        this.deltaBytes.push(data.length);
        this.times.push(Date.now());
      } else throw new Error(`not an event of the board: ${block}`);
    }
  }
}
