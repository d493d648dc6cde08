import type { Clock } from '../../ports/clock.ts';
import type { Answer } from './answers.ts';
import { encodeText } from './charset.ts';
import type { Sip2Options } from './options.ts';
import { cleanValue, sipDate } from './outgoing-text.ts';

/** A message to the library without sequence number, checksum and CR, and which answer it wants. */
export type Request = { readonly body: Uint8Array; readonly answer: Answer['kind'] };

/** No lists of loans and holds: none is needed, so none is asked for. */
const NO_SUMMARY = ' '.repeat(10);

/** The messages that a door needs, in the words and the charset of its library (3M SIP 2.00, "SC to ACS messages"). */
export class Requests {
  readonly #options: Sip2Options;
  readonly #clock: Clock;

  constructor(options: Sip2Options, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** 93, in clear as far as SIP2 goes; null where the library wants none. */
  login(): Request | null {
    const { login, location } = this.#options;
    if (login === undefined) return null;
    return this.#make('9300', [['CN', login.user], ['CO', login.password], ...optional('CP', location)], 'login');
  }

  /** 99: a door without a printer asks how things are, in version 2.00. */
  status(): Request {
    return this.#make('9900802.00', [], 'status');
  }

  /**
   * 63; 23 where the library does not know that, whose AC and AD must be there even when they are empty. Without a PIN a
   * 63 has no AD: some libraries say of an empty one that it is right.
   */
  patron(card: string, pin: string | null, by: 'information' | 'status'): Request {
    const { institution, terminalPassword, language } = this.#options;
    const head = `${language}${sipDate(this.#clock.wallMs())}`;
    const who: Field[] = [
      ['AO', institution],
      ['AA', card],
    ];
    if (by === 'status')
      return this.#make(`23${head}`, [...who, ['AC', terminalPassword ?? ''], ['AD', pin ?? '']], 'patron');
    const secrets = [...optional('AC', terminalPassword), ...optional('AD', pin ?? undefined)];
    return this.#make(`63${head}${NO_SUMMARY}`, [...who, ...secrets], 'patron');
  }

  /** 35: the library may forget that this patron was asked about. */
  endSession(card: string): Request {
    const { institution, terminalPassword } = this.#options;
    const fields: Field[] = [['AO', institution], ['AA', card], ...optional('AC', terminalPassword)];
    return this.#make(`35${sipDate(this.#clock.wallMs())}`, fields, 'session-ended');
  }

  #make(head: string, fields: readonly Field[], answer: Request['answer']): Request {
    const text = fields.map(([id, value]) => `${id}${cleanValue(value)}|`).join('');
    return { body: encodeText(`${head}${text}`, this.#options.charset), answer };
  }
}

type Field = readonly [id: string, value: string];

function optional(id: string, value: string | undefined): readonly Field[] {
  return value === undefined ? [] : [[id, value]];
}
