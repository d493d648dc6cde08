import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { placesOf } from '../files/places.ts';
import { BOX_PORT, type Bundle } from './bundle.ts';

/**
 * What in a bundle does not belong together; null when all does. The days of its certificate are not looked at: a box may
 * be installed before its clock is right. `signer`: whose signature is on it.
 */
export function inconsistencyOf(bundle: Bundle, signer: KeyObject): string | null {
  return identityFault(bundle, signer) ?? configFault(bundle) ?? certificateFault(bundle);
}

function identityFault({ operatorKey, releaseKey }: Bundle, signer: KeyObject): string | null {
  if (publicKeyOf(operatorKey)?.equals(signer) !== true)
    return 'the operator’s key in it is not the one that signed it';
  if (releaseKey !== null && publicKeyOf(releaseKey)?.asymmetricKeyType !== 'ed25519')
    return 'the key of releases is no Ed25519 key';
  return null;
}

function configFault({ config, operator, office }: Bundle): string | null {
  const { brokerAuthority, brokerCertificate, brokerKey } = placesOf('/');
  if (config.provisioned !== true) return 'its config is not that of a provisioned box';
  if (config.office.operator !== operator || config.office.id !== office) return 'its config is of another office';
  if (config.api?.port !== BOX_PORT) return `its config has another port than ${BOX_PORT}`;
  if (config.broker?.mode !== 'mqtt') return null;
  const { caFile, certFile, keyFile } = config.broker;
  const inPlace = caFile === brokerAuthority && certFile === brokerCertificate && keyFile === brokerKey;
  return inPlace ? null : 'its config looks for the broker’s files elsewhere';
}

function certificateFault({ brokerAuthority, brokerCertificate, brokerKey, operator, office }: Bundle): string | null {
  const authority = certificateOf(brokerAuthority);
  const certificate = certificateOf(brokerCertificate);
  const key = privateKeyOf(brokerKey);
  if (authority === null || certificate === null || key === null) return 'a certificate or a key cannot be read';
  if (!authority.ca) return 'the broker’s authority is none';
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
    return 'the certificate is not of the broker’s authority';
  if (!certificate.checkPrivateKey(key)) return 'the certificate is of another key';
  return certificate.subject === `CN=${operator}/${office}` ? null : 'the certificate is of another office';
}

/** Ed25519 or any other; null when the text is no key. */
export function publicKeyOf(pem: string): KeyObject | null {
  return attempt(() => createPublicKey(pem));
}

const privateKeyOf = (pem: string) => attempt(() => createPrivateKey(pem));
const certificateOf = (pem: string) => attempt(() => new X509Certificate(pem));

/** OpenSSL tells by what it throws alone. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
