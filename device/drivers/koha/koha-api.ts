import { ok, type Result } from '../../contract/result.ts';
import { isPasswordRefusal, type PatronRecord, parsePatrons, parseValidation } from './answers.ts';
import { fault, faultOfStatus, type KohaFault } from './faults.ts';
import type { HttpConnection, HttpRequest, HttpResponse } from './http-connection.ts';
import type { Authorization } from './login.ts';

/** Two would be enough to know that an answer is not about one card. */
const MOST_PATRONS = 2;
const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/**
 * The three requests of Koha's REST API v1 that the box makes (api/v1/swagger/paths/patrons.yaml and auth.yaml). Its
 * account needs permission `borrowers`: `list_borrowers` for the list, any of them for the validation.
 */
export class KohaApi {
  readonly #connection: HttpConnection;
  readonly #authorization: Authorization;

  constructor(connection: HttpConnection, authorization: Authorization) {
    this.#connection = connection;
    this.#authorization = authorization;
  }

  /** Patrons whose card number is this one by Koha's own comparison, which knows no case; at most two. */
  async findPatrons(cardNumber: string, signal: AbortSignal): Promise<Result<readonly PatronRecord[], KohaFault>> {
    return await this.#list({ cardnumber: cardNumber }, signal);
  }

  /**
   * The card number that this PIN is right for; null where it is for none. A number may be another patron's user name,
   * which Koha tries first: whoever asks compares. Koha counts wrong ones, and locks the account after some
   * (preference FailedLoginAttempts), with the same answer as for a wrong one. Needs Koha 22.11: older ones know no
   * `identifier`, which is `patron-garbled`.
   */
  async checkPassword(cardNumber: string, pin: string, signal: AbortSignal): Promise<Result<string | null, KohaFault>> {
    const body = JSON.stringify({ identifier: cardNumber, password: pin });
    const response = await this.#send(
      { method: 'POST', path: '/auth/password/validation', headers: JSON_HEADERS, body },
      signal,
    );
    if (!response.ok) return response;
    const { status } = response.value;
    if (status === 201) return parseValidation(response.value.body);
    return status === 400 && isPasswordRefusal(response.value.body) ? ok(null) : faultOfStatus(status);
  }

  /**
   * Whether the site answers as it should, the box's login included. Asks for patron 0, whom no Koha has: that needs the
   * very permission that asking for a card needs, costs a look at the primary key, and brings nobody's record here.
   */
  async probe(signal: AbortSignal): Promise<Result<void, KohaFault>> {
    const patrons = await this.#list({ patron_id: 0 }, signal);
    if (!patrons.ok) return patrons;
    return patrons.value.length === 0 ? ok(undefined) : fault('patron-garbled');
  }

  async #list(
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<Result<readonly PatronRecord[], KohaFault>> {
    const path = `/patrons?q=${encodeURIComponent(JSON.stringify(query))}&_per_page=${MOST_PATRONS}`;
    const response = await this.#send({ method: 'GET', path, headers: { accept: 'application/json' } }, signal);
    if (!response.ok) return response;
    return response.value.status === 200 ? parsePatrons(response.value.body) : faultOfStatus(response.value.status);
  }

  /** With the box's login, and once more with a new one where that was refused. */
  async #send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, KohaFault>> {
    const login = await this.#authorization.value(signal);
    if (!login.ok) return login;
    const response = await this.#sendAs(login.value, request, signal);
    if (!response.ok || response.value.status !== 401 || !this.#authorization.refused()) return response;
    const renewed = await this.#authorization.value(signal);
    return renewed.ok ? await this.#sendAs(renewed.value, request, signal) : renewed;
  }

  async #sendAs(
    authorization: string,
    { headers, ...request }: HttpRequest,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse, KohaFault>> {
    return await this.#connection.send({ ...request, headers: { ...headers, authorization } }, signal);
  }
}
