import { err, ok, type Result } from '../../contract/result.ts';

export type KohaAddressFault = {
  readonly code: 'koha-url-malformed' | 'koha-url-not-https';
  readonly message: string;
};

const malformed = (message: string) => err({ code: 'koha-url-malformed' as const, message });

/**
 * The address of a Koha site as a config gives it, without `/api/v1`: `https://` and what follows, or `http://` on this
 * very machine, because card numbers and PINs travel there. Gives it back without a slash at its end. No login belongs
 * in it, and no query.
 */
export function parseKohaUrl(text: string): Result<string, KohaAddressFault> {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return malformed('an address begins with https://');
  if (url.username !== '' || url.password !== '') return malformed('a login does not belong in the address');
  if (url.search !== '' || url.hash !== '') return malformed('a query does not belong in the address');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return err({ code: 'koha-url-not-https', message: 'http:// is for 127.0.0.1 alone; use https://' });
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}`);
}

/** By RFC 6761 §6.3 and RFC 1122 §3.2.1.3; `hostname` as URL has normalised it. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
