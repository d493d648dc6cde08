import { ErrorWithReasonCode } from 'mqtt';

/**
 * Why there is no connection. `broker-refused`: the broker said no; `broker-untrusted`: its certificate is not good;
 * `broker-identity-unreadable`: the files by which it would know this box cannot be read, or are of no use;
 * `broker-taken-over`: another client has connected by this box’s name, and the broker has cut this one.
 */
export type LossCode =
  | 'broker-unreachable'
  | 'broker-refused'
  | 'broker-untrusted'
  | 'broker-identity-unreadable'
  | 'broker-taken-over';

/** `detail` is for people and holds no secret. */
export type Loss = { readonly code: LossCode; readonly detail: string };

/**
 * Reason codes that say "not now" rather than "not you": 3 of MQTT 3.1.1 §3.2.2.3; 136 server unavailable, 137 server
 * busy, 151 quota exceeded, 159 connection rate exceeded of MQTT 5 §2.4.
 */
const PASSING = new Set([3, 136, 137, 151, 159]);

/** Session taken over (MQTT 5 §3.14.2.1). */
const TAKEN_OVER = 142;

/** Node's and OpenSSL's codes for a certificate that does not check out, by their common parts. */
const CERTIFICATE = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE/;

/** OpenSSL's alerts with which a broker turns a client's certificate down, and what it says where there is none. */
const OWN_CERTIFICATE = /^ERR_SSL_(TLSV1|SSLV3|TLSV13)_ALERT_/;

/** What an error of the MQTT client means for the link. Goes by codes, never by the text. */
export function lossOf(error: Error): Loss {
  const detail = error.message;
  if (error instanceof ErrorWithReasonCode)
    return { code: PASSING.has(error.code) ? 'broker-unreachable' : 'broker-refused', detail };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (OWN_CERTIFICATE.test(code)) return { code: 'broker-refused', detail: code };
  if (CERTIFICATE.test(code)) return { code: 'broker-untrusted', detail: code };
  return { code: 'broker-unreachable', detail: code === '' ? detail : code };
}

export const takenOver: Loss = {
  code: 'broker-taken-over',
  detail: 'another client has connected by the name of this box',
};

/** What the broker’s DISCONNECT means; MQTT 3.1.1 has none. */
export function lossOfDisconnect(reasonCode: number | undefined): Loss {
  if (reasonCode === TAKEN_OVER) return takenOver;
  return { code: 'broker-unreachable', detail: `ended by the broker, reason code ${reasonCode}` };
}
