import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { KohaLogins, type SimulatedAccount } from './koha-logins.ts';
import { KohaPatrons, redact, type SimulatedPatron } from './koha-patrons.ts';

/**
 * `hung`: it takes requests and answers none. `dropping`: the connection is cut at once; `cut`: in the middle of the
 * answer. `garbage`: a web page with status 200. `huge`: JSON without an end. `login-refused` 401, `forbidden` 403.
 * `another-card`: it answers about a card that was not asked for. `everybody`: it passes over what was asked.
 * `redacted`: its account may not see the patrons. `old`: a Koha before 22.11, which knows no `identifier`.
 */
export type KohaTrouble =
  | 'hung'
  | 'dropping'
  | 'cut'
  | 'server-error'
  | 'garbage'
  | 'huge'
  | 'redirecting'
  | 'login-refused'
  | 'forbidden'
  | 'another-card'
  | 'everybody'
  | 'redacted'
  | 'old';

type Answer = { readonly status: number; readonly body: unknown };
type Asked = { readonly url: URL; readonly body: string };

const API = '/api/v1';
const TOKEN = `${API}/oauth/token`;
const PATRONS = `${API}/patrons`;
const VALIDATION = `${API}/auth/password/validation`;
const KNOWN_PARAMETERS = ['q', '_match', '_page', '_per_page', '_order_by'];
const HUGE_BYTES = 4_000_000;

const FAILED: Answer = { status: 400, body: { error: 'Validation failed' } };
const NOT_OPEN: Answer = { status: 404, body: { error: 'Not found' } };

/**
 * A Koha on a port of 127.0.0.1, with no database: the token, the list of patrons and the validation of a password, as
 * Koha/REST/V1 has them. Its records carry names and addresses as real ones do.
 */
export class SimulatedKoha {
  readonly patrons = new KohaPatrons();
  /** What was asked since it was made, oldest first, as `GET /patrons`. */
  readonly asked: string[] = [];
  /** The value of each parameter `q`, decoded. */
  readonly queries: unknown[] = [];
  readonly #clock: Clock;
  readonly #logins: KohaLogins;
  #server: Server | null = null;
  #port = 0;
  #trouble: { readonly kind: KohaTrouble; readonly at: string } | null = null;
  #delayMs = 0;

  constructor(clock: Clock, account: SimulatedAccount) {
    this.#clock = clock;
    this.#logins = new KohaLogins(clock, account);
  }

  /** Resolves when it listens; after a stop, on the port that it had. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  /** Where it is, without `/api/v1`; from its first start on. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Resolves when nothing listens and every connection is cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  putPatron(patron: SimulatedPatron): void {
    this.patrons.put(patron);
  }

  /** From now on, at the paths that begin so after `/api/v1`; until `heal`. */
  breakDown(kind: KohaTrouble, at = ''): void {
    this.#trouble = { kind, at: `${API}${at}` };
  }

  /** Ends every trouble and delay. */
  heal(): void {
    this.#trouble = null;
    this.#delayMs = 0;
  }

  /** From now on each answer takes so long. */
  slowDown(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** The tokens that it gave are refused from now on. */
  forgetTokens(): void {
    this.#logins.forgetTokens();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    this.asked.push(`${request.method} ${url.pathname.slice(API.length)}`);
    const body = await bodyOf(request);
    const kind = this.#troubleAt(url);
    const answer = () => this.#isBroken(response, kind) || send(response, this.#answer(request, { url, body }, kind));
    if (this.#delayMs === 0) answer();
    else this.#clock.after(milliseconds(this.#delayMs), answer);
  }

  #troubleAt(url: URL): KohaTrouble | null {
    return this.#trouble !== null && url.pathname.startsWith(this.#trouble.at) ? this.#trouble.kind : null;
  }

  /** Whether what goes back is none of Koha's doing; it has gone then. */
  #isBroken(response: ServerResponse, kind: KohaTrouble | null): boolean {
    if (kind === 'dropping') response.destroy();
    else if (kind === 'cut') {
      response.writeHead(200, { 'content-length': 100 });
      response.write('[{"cardnumber":', () => response.destroy());
    } else if (kind === 'server-error')
      send(response, { status: 503, body: { error: 'System is under maintenance.' } });
    else if (kind === 'garbage') response.end('<!DOCTYPE html><title>Log in to the network</title>');
    else if (kind === 'huge') response.end(`[${'{},'.repeat(HUGE_BYTES / 3)}{}]`);
    else if (kind === 'redirecting') response.writeHead(302, { location: `${this.url}/elsewhere` }).end();
    else return kind === 'hung';
    return true;
  }

  #answer(request: IncomingMessage, asked: Asked, kind: KohaTrouble | null): Answer {
    const route = `${request.method} ${asked.url.pathname}`;
    if (kind === 'login-refused') return { status: 401, body: { error: 'Authentication failure.' } };
    if (route === `POST ${TOKEN}`) return this.#logins.issue(new URLSearchParams(asked.body));
    if (!this.#logins.admits(request.headers.authorization))
      return { status: 401, body: { error: 'Authentication failure.' } };
    if (kind === 'forbidden')
      return { status: 403, body: { error: 'Authorization failure. Missing required permission(s).' } };
    if (route === `GET ${PATRONS}`) return this.#list(asked.url.searchParams, kind);
    return route === `POST ${VALIDATION}` ? this.#validate(asked.body, kind) : NOT_OPEN;
  }

  #list(parameters: URLSearchParams, kind: KohaTrouble | null): Answer {
    const unknown = [...parameters.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown.length > 0)
      return {
        status: 400,
        body: unknown.map((name) => ({ path: `/query/${name}`, message: 'Malformed query string' })),
      };
    const queries = parameters.getAll('q').map(parseObject);
    this.queries.push(...queries);
    if (queries.includes(null)) return { status: 400, body: { error: 'Invalid query' } };
    const wanted = kind === 'everybody' ? [] : queries.flatMap((query) => Object.entries(query ?? {}));
    const found = this.patrons.find(Object.fromEntries(wanted)).slice(0, Number(parameters.get('_per_page') ?? 20));
    if (kind === 'redacted') return { status: 200, body: found.map(redact) };
    return { status: 200, body: kind === 'another-card' ? found.map(withAnotherCard) : found };
  }

  #validate(body: string, kind: KohaTrouble | null): Answer {
    const { identifier, userid, password, ...others } = parseObject(body) ?? {};
    const strange = [...Object.keys(others), ...(kind === 'old' && identifier !== undefined ? ['identifier'] : [])];
    if (typeof password !== 'string' || strange.length > 0)
      return { status: 400, body: { errors: [{ path: '/body', message: 'Properties not allowed.' }], status: 400 } };
    if (typeof identifier !== 'string' || userid !== undefined) return FAILED;
    const validated = this.patrons.validate(identifier, password);
    if (validated === null) return FAILED;
    return { status: 201, body: kind === 'another-card' ? withAnotherCard(validated) : validated };
  }
}

function withAnotherCard<T extends object>(record: T): T & { readonly cardnumber: string } {
  return { ...record, cardnumber: '20000000000001' };
}

function send(response: ServerResponse, { status, body }: Answer): boolean {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));
  return true;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  await new Promise<void>((resolve) => request.on('close', resolve).on('end', resolve));
  return Buffer.concat(chunks).toString();
}

/** Null: it is no JSON object. */
function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
