import { ErrorWithReasonCode } from 'mqtt';

/** Why there is no connection. `code` is stable; `detail` is for people. */
export type Loss = {
  readonly code:
    | 'broker-unreachable'
    | 'broker-refused'
    | 'certificate-refused'
    | 'subscription-refused'
    | 'storage-failed';
  readonly detail: string;
};

/** Of what mqtt.js and Node tell of a connection; by their codes (nodejs.org/api/tls.html#x509-certificate-error-codes). */
export function lossOf(cause: Error): Loss {
  const detail = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : cause.message;
  if (cause instanceof ErrorWithReasonCode) return { code: 'broker-refused', detail };
  const code = 'code' in cause ? String(cause.code) : '';
  return {
    code: /CERT|^ERR_(TLS|SSL|OSSL)|SIGNATURE/.test(code) ? 'certificate-refused' : 'broker-unreachable',
    detail,
  };
}
