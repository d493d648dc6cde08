import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';

/** Paths of what this box is known by to the broker, and by what it knows the broker. All PEM but the password. */
export type IdentityFiles = {
  /** The only authority whose brokers are trusted; without it, those of the system are. */
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly username?: string;
  readonly password?: string;
};

export type Identity = {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly username?: string;
  readonly password?: string;
  /** Of the certificate; null where there is none. */
  readonly validUntil: EpochMs | null;
  /** Of who issued it, the common name where it has one, for people; empty where there is none. */
  readonly issuer: string;
  /** Another one when any of it is; empty where there is none. */
  readonly mark: string;
};

/** `code`: the system’s or OpenSSL’s, or in their words what is wrong. */
export type IdentityFault = { readonly code: string };

/** Reads them anew: a certificate that was renewed is taken up without a restart. */
export function readIdentity(files: IdentityFiles): Result<Identity, IdentityFault> {
  try {
    const read = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file));
    const [ca, cert, key, password] = [files.ca, files.certificate, files.key, files.password].map(read);
    const x509 = cert === undefined ? null : new X509Certificate(cert);
    const validUntil = x509 && epochMs(Date.parse(x509.validTo));
    const issuer = x509 === null ? '' : issuerOf(x509);
    const mark = [ca, cert, key, password].map((content) => content?.toString('base64') ?? '').join('');
    return ok({
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(files.username !== undefined && { username: files.username, password: password?.toString().trimEnd() ?? '' }),
      ...{ validUntil, issuer, mark },
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err({ code: 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message });
  }
}

function issuerOf({ issuer }: X509Certificate): string {
  return /^CN=(.+)$/m.exec(issuer)?.[1] ?? issuer.replaceAll('\n', ', ');
}
