import { ErrorWithReasonCode } from 'mqtt';

/** Why there is no connection. `broker-refused`: the broker said no; `broker-untrusted`: its certificate is not good. */
export type LossCode = 'broker-unreachable' | 'broker-refused' | 'broker-untrusted';

/** `detail` is for people and holds no secret. */
export type Loss = { readonly code: LossCode; readonly detail: string };

/**
 * Reason codes that say "not now" rather than "not you": 3 of MQTT 3.1.1 §3.2.2.3; 136 server unavailable, 137 server
 * busy, 151 quota exceeded, 159 connection rate exceeded of MQTT 5 §2.4.
 */
const PASSING = new Set([3, 136, 137, 151, 159]);

/** Node's and OpenSSL's codes for a certificate that does not check out, by their common parts. */
const CERTIFICATE = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE/;

/** What an error of the MQTT client means for the link. Goes by codes, never by the text. */
export function lossOf(error: Error): Loss {
  const detail = error.message;
  if (error instanceof ErrorWithReasonCode)
    return { code: PASSING.has(error.code) ? 'broker-unreachable' : 'broker-refused', detail };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (CERTIFICATE.test(code)) return { code: 'broker-untrusted', detail: code };
  return { code: 'broker-unreachable', detail: code === '' ? detail : code };
}
