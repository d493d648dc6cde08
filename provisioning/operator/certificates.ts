// tsyringe, which @peculiar/x509 is put together with, looks for it when it is loaded.
import 'reflect-metadata';
import { KeyObject, randomBytes, type webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 20 * 365;

/** A certificate and its key (PKCS#8), PEM. */
export type Certified = { readonly certificate: string; readonly key: string };

/** Who signs: its certificate (PEM) and its key. */
export type Authority = { readonly certificate: string; readonly key: KeyObject };

export type CertificateRequest = {
  /** 1–64 characters (RFC 5280, ub-common-name). */
  readonly commonName: string;
  readonly use: 'client' | 'server';
  /** Names and addresses at which a server is found. */
  readonly hosts?: readonly string[];
  readonly days: number;
};

/** An authority for the certificates of one operator's broker: 20 years, and none below it that signs. */
export async function makeAuthority(commonName: string, now: Date): Promise<Certified> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(now, AUTHORITY_DAYS),
    serialNumber: serialNumber(),
    name: nameOf(commonName),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certified(certificate, keys.privateKey);
}

/**
 * Who gets it has one use alone: no broker can pass for a box, and no box for a broker. It is good for so many days, and
 * never longer than its authority.
 */
export async function issueCertificate(
  authority: Authority,
  { commonName, use, hosts = [], days }: CertificateRequest,
  now: Date,
): Promise<Certified> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const names = hosts.map(nameAt);
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(now, days, issuer.notAfter),
    serialNumber: serialNumber(),
    subject: nameOf(commonName),
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: authority.key.toCryptoKey(ALGORITHM, false, ['sign']),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[use === 'client' ? 'clientAuth' : 'serverAuth']]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
    ],
  });
  return certified(certificate, keys.privateKey);
}

/** The package reads IPv6 in groups of hexadecimal digits alone: of `64:ff9b::10.0.0.5` it would make another address. */
function nameAt(host: string) {
  if (isIP(host) === 0) return { type: 'dns', value: host } as const;
  return { type: 'ip', value: isIP(host) === 6 ? new URL(`http://[${host}]`).hostname.slice(1, -1) : host } as const;
}

/** `serial`: hexadecimal. */
export type Revoked = { readonly serial: string; readonly at: Date };

/**
 * The certificates that are good no more, as a list that a broker takes (RFC 5280 §5), PEM. It is never overdue: a broker
 * whose list is lets nobody in, and nobody here makes a new one by the clock.
 */
export async function makeRevocationList(
  { certificate, key }: Authority,
  revoked: readonly Revoked[],
  now: Date,
): Promise<string> {
  const issuer = new x509.X509Certificate(certificate);
  // Without one the package writes an empty list of extensions, which is none (RFC 5280 §5.1).
  const reason = x509.X509CrlReason.keyCompromise;
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: aDayBefore(now),
    nextUpdate: issuer.notAfter,
    entries: revoked.map(({ serial, at }) => ({ serialNumber: serial, revocationDate: at, reason })),
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey), listNumber(now)],
    signingKey: key.toCryptoKey(ALGORITHM, false, ['sign']),
    signingAlgorithm: ALGORITHM,
  });
  // The package’s own PEM has another label than RFC 7468 §6.
  const lines =
    Buffer.from(list.rawData)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n');
}

/** Each list has a higher one (RFC 5280 §5.2.3): the second in which it is made, as a DER INTEGER. */
function listNumber(now: Date): x509.Extension {
  const digits = Math.floor(now.getTime() / 1_000).toString(16);
  const number = Buffer.from(digits.padStart(10, '0').replace(/^00(?=[0-7])/, ''), 'hex');
  return new x509.Extension('2.5.29.20', false, Buffer.concat([Buffer.of(2, number.length), number]));
}

/** For clocks that go slow: to a broker whose clock does, a list of later is none, and it lets in nobody. */
function aDayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}

function validity(now: Date, days: number, last?: Date) {
  const end = new Date(now.getTime() + days * DAY_MS);
  return { notBefore: aDayBefore(now), notAfter: last !== undefined && last < end ? last : end };
}

/** 126 random bits, and positive (RFC 5280 §4.1.2.2). As hex. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

/** As UTF-8 and by its parts: nothing in it is taken for a separator. */
function nameOf(commonName: string): x509.Name {
  return new x509.Name([{ CN: [{ utf8String: commonName }] }]);
}

function certified(certificate: x509.X509Certificate, key: webcrypto.CryptoKey): Certified {
  return {
    certificate: new X509Certificate(Buffer.from(certificate.rawData)).toString(),
    key: KeyObject.from(key).export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}
