import { err } from '../../contract/result.ts';

/**
 * Why nobody knows. `patron-timeout`: no answer within the deadline. `patron-unreachable`: no connection, or it was cut;
 * the box's stop as well. `patron-untrusted`: the site's certificate is not good. `patron-login-refused`: the box itself
 * was turned away (401, 403). `patron-garbled`: what came is not what Koha sends, or not about what was asked.
 * `patron-server-error`: 5xx, or asked too often. `patron-redirected`: 3xx, which is never followed.
 */
export type KohaFaultCode =
  | 'patron-timeout'
  | 'patron-unreachable'
  | 'patron-untrusted'
  | 'patron-login-refused'
  | 'patron-garbled'
  | 'patron-server-error'
  | 'patron-redirected';

export type KohaFault = { readonly code: KohaFaultCode };

export function fault(code: KohaFaultCode): { readonly ok: false; readonly error: KohaFault } {
  return err({ code });
}

const TOO_MANY_REQUESTS = 429;

/** What an HTTP status means that the caller did not expect (RFC 9110 §15). */
export function faultOfStatus(status: number): { readonly ok: false; readonly error: KohaFault } {
  if (status >= 500 || status === TOO_MANY_REQUESTS) return fault('patron-server-error');
  if (status === 401 || status === 403) return fault('patron-login-refused');
  return fault(status >= 300 && status < 400 ? 'patron-redirected' : 'patron-garbled');
}
