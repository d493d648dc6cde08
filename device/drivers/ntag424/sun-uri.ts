import { err, ok, type Result } from '../../contract/result.ts';

/** How the office's tags were told to write their message. */
export type SunUriFormat = {
  /** Name of the parameter with the encrypted PICCData, such as `picc_data` or `e`. */
  readonly piccData: string;
  /** Name of the parameter with the SDMMAC, such as `cmac` or `c`. */
  readonly mac: string;
  /**
   * Name of the parameter where SDMMACInputOffset points: from its value on up to the SDMMAC the text is under the MAC.
   * Null: no text is, as where both offsets are equal.
   */
  readonly macFrom: string | null;
};

/** What a tag wrote: 16 bytes of encrypted PICCData, 8 bytes of SDMMAC, and the text that this covers. */
export type SunUri = { readonly piccData: Uint8Array; readonly mac: Uint8Array; readonly covered: Uint8Array };

/** `parameter-malformed`: not so many digits, not such digits, or what the MAC covers begins after the MAC. */
export type SunUriFault = {
  readonly code: 'uri-malformed' | 'parameter-missing' | 'parameter-repeated' | 'parameter-malformed';
};

/** An absolute URI is printable ASCII without white space (RFC 3986 §2, §3.1). */
const URI = /^[a-z][a-z0-9+.-]*:[\x21-\x7e]*$/i;

/** The tag writes hexadecimal in capitals (NXP NT4H2421Gx §9.3.3); anything else was written by somebody else. */
const PICC_DATA = /^[0-9A-F]{32}$/;
const MAC = /^[0-9A-F]{16}$/;

/**
 * Takes a tag's message out of its URI, of any scheme and address: the MAC proves nothing of these. Each parameter is
 * there once; others, and a fragment, are passed over. Never throws.
 */
export function parseSunUri(uri: string, format: SunUriFormat): Result<SunUri, SunUriFault> {
  const parameters = parametersOf(uri);
  if (parameters === null) return err({ code: 'uri-malformed' });
  const piccData = only(parameters, format.piccData);
  if (!piccData.ok) return piccData;
  const mac = only(parameters, format.mac);
  if (!mac.ok) return mac;
  const from = only(parameters, format.macFrom ?? format.mac);
  if (!from.ok) return from;
  const isOrdered = from.value.at <= mac.value.at;
  if (!PICC_DATA.test(piccData.value.text) || !MAC.test(mac.value.text) || !isOrdered)
    return err({ code: 'parameter-malformed' });
  return ok({
    piccData: Uint8Array.from(Buffer.from(piccData.value.text, 'hex')),
    mac: Uint8Array.from(Buffer.from(mac.value.text, 'hex')),
    covered: Uint8Array.from(Buffer.from(uri.slice(from.value.at, mac.value.at), 'latin1')),
  });
}

/** The value of a parameter, as it is written, and where it begins in the URI. */
type Parameter = { readonly name: string; readonly text: string; readonly at: number };

/** Null when it is no URI; empty when it has no query. */
function parametersOf(uri: string): readonly Parameter[] | null {
  if (!URI.test(uri)) return null;
  const [whole = ''] = uri.split('#', 1);
  const queryAt = whole.indexOf('?') + 1;
  if (queryAt === 0) return [];
  let next = queryAt;
  return whole
    .slice(queryAt)
    .split('&')
    .flatMap((piece) => {
      const pieceAt = next;
      next += piece.length + 1;
      const valueAt = piece.indexOf('=') + 1;
      if (valueAt === 0) return [];
      return [{ name: piece.slice(0, valueAt - 1), text: piece.slice(valueAt), at: pieceAt + valueAt }];
    });
}

function only(parameters: readonly Parameter[], name: string): Result<Parameter, SunUriFault> {
  const [first, ...others] = parameters.filter((parameter) => parameter.name === name);
  if (first === undefined) return err({ code: 'parameter-missing' });
  return others.length > 0 ? err({ code: 'parameter-repeated' }) : ok(first);
}
