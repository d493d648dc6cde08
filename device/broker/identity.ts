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
    const validUntil = cert === undefined ? null : epochMs(Date.parse(new X509Certificate(cert).validTo));
    const mark = [ca, cert, key, password].map((content) => content?.toString('base64') ?? '').join('');
    return ok({
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(files.username !== undefined && { username: files.username, password: password?.toString().trimEnd() ?? '' }),
      ...{ validUntil, mark },
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err({ code: 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message });
  }
}
