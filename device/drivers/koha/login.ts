import { ok, type Result } from '../../contract/result.ts';
import { type MonotonicMs, monotonicMs } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { parseToken } from './answers.ts';
import { fault, faultOfStatus, type KohaFault } from './faults.ts';
import type { HttpConnection } from './http-connection.ts';

/**
 * How the box shows a Koha who it is. `basic` needs the preference RESTBasicAuth, `user` without a colon (RFC 7617 §2);
 * `client-credentials` needs RESTOAuth2ClientCredentials and an API key of the account (RFC 6749 §4.4).
 */
export type KohaLogin =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'client-credentials'; readonly clientId: string; readonly clientSecret: string };

/** Renewed when a tenth of its life is left, so that none runs out on its way. Koha's live 3,600 s. */
const USED_PART = 0.9;

/** Gives the value of the header `authorization`. */
export interface Authorization {
  value(signal: AbortSignal): Promise<Result<string, KohaFault>>;
  /** Told that the value was refused with 401. Whether there may be another one now. */
  refused(): boolean;
}

export function makeAuthorization(login: KohaLogin, connection: HttpConnection, clock: Clock): Authorization {
  if (login.kind === 'client-credentials') return new TokenAuthorization(login, connection, clock);
  const value = ok(`Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`);
  return { value: async () => value, refused: () => false };
}

type Client = Extract<KohaLogin, { readonly kind: 'client-credentials' }>;

class TokenAuthorization implements Authorization {
  readonly #client: Client;
  readonly #connection: HttpConnection;
  readonly #clock: Clock;
  #value = '';
  #goodUntil: MonotonicMs = monotonicMs(Number.NEGATIVE_INFINITY);

  constructor(client: Client, connection: HttpConnection, clock: Clock) {
    this.#client = client;
    this.#connection = connection;
    this.#clock = clock;
  }

  async value(signal: AbortSignal): Promise<Result<string, KohaFault>> {
    if (this.#clock.monotonicMs() < this.#goodUntil) return ok(this.#value);
    const askedAt = this.#clock.monotonicMs();
    const body = await this.#ask(signal);
    const token = body.ok ? parseToken(body.value) : body;
    if (!token.ok) return token;
    this.#value = `Bearer ${token.value.token}`;
    this.#goodUntil = monotonicMs(askedAt + token.value.lifeSeconds * 1000 * USED_PART);
    return ok(this.#value);
  }

  refused(): boolean {
    this.#goodUntil = monotonicMs(Number.NEGATIVE_INFINITY);
    return true;
  }

  async #ask(signal: AbortSignal): Promise<Result<string, KohaFault>> {
    const { clientId, clientSecret } = this.#client;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const response = await this.#connection.send(
      {
        method: 'POST',
        path: '/oauth/token',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      signal,
    );
    if (!response.ok) return response;
    const { status } = response.value;
    if (status === 200) return ok(response.value.body);
    // 400 is a Koha whose client credentials are switched off (Koha/REST/V1/OAuth.pm): no login either.
    return status === 400 ? fault('patron-login-refused') : faultOfStatus(status);
  }
}
