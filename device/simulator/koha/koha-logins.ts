import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';

/** The box's account at a Koha: both ways in. */
export type SimulatedAccount = {
  readonly user: string;
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** As Koha/REST/V1/OAuth.pm has it. */
const TOKEN_LIFE_S = 3600;

/** A Koha's tokens and passwords for those who use its API. */
export class KohaLogins {
  readonly #clock: Clock;
  readonly #account: SimulatedAccount;
  readonly #tokensUntilMs = new Map<string, number>();

  constructor(clock: Clock, account: SimulatedAccount) {
    this.#clock = clock;
    this.#account = account;
  }

  /** What a request for a token is answered. */
  issue(form: URLSearchParams): { readonly status: number; readonly body: unknown } {
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'Unimplemented grant type' } };
    const { clientId, clientSecret } = this.#account;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return { status: 403, body: { error: 'unauthorized_client' } };
    const token = randomBytes(48).toString('base64');
    this.#tokensUntilMs.set(token, this.#clock.monotonicMs() + TOKEN_LIFE_S * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE_S } };
  }

  /** None of those that it gave is good any more. */
  forgetTokens(): void {
    this.#tokensUntilMs.clear();
  }

  /** Whether a header `authorization` lets its sender in. */
  admits(header: string | undefined): boolean {
    const [scheme, value = ''] = header?.split(' ') ?? [];
    if (scheme === 'Bearer')
      return this.#clock.monotonicMs() < (this.#tokensUntilMs.get(value) ?? Number.NEGATIVE_INFINITY);
    const { user, password } = this.#account;
    return scheme === 'Basic' && Buffer.from(value, 'base64').toString() === `${user}:${password}`;
  }
}
