import { X509Certificate } from 'node:crypto';
import type { OfficeId } from '../../device/contract/ids.ts';
import { ok, type Result } from '../../device/contract/result.ts';
import { type BoxConfig, BUNDLE_FORMAT, type Bundle, type BundleFault } from '../bundle/bundle.ts';
import { sealBundle } from '../bundle/seal-bundle.ts';
import { beginFile, finishFile, giveUpFile, type WriteFault } from '../files/new-file.ts';
import { issueCertificate } from './certificates.ts';
import { type GivenConfig, type Issued, registerOffice } from './office-register.ts';
import type { Operator } from './open-operator.ts';

export type Issue = {
  readonly office: OfficeId;
  /** As it was given, and with all filled in. */
  readonly given: GivenConfig;
  readonly config: BoxConfig;
  /** Every bundle of this office before this one. */
  readonly earlier: readonly Issued[];
  readonly passphrase: string;
  /** How long its certificate is good. */
  readonly days: number;
  /** The file of the bundle; never written over. */
  readonly out: string;
  /** See `sealBundle`. */
  readonly workFactor?: number;
};
export type IssueFault = WriteFault | BundleFault;

/** The bundle's file, as bytes too, and what was written down of it. */
export type IssuedBundle = { readonly bytes: Uint8Array; readonly issued: Issued };

/**
 * Makes a bundle with a new key and certificate. Its serial is written down before the file has its name, so that none is
 * given twice; where writing fails nothing is written down, unless it fails at the very last.
 */
export async function issueBundle(
  operator: Operator,
  issue: Issue,
  now: Date,
): Promise<Result<IssuedBundle, IssueFault>> {
  const { office, given, earlier, passphrase, out, workFactor } = issue;
  const bundle = await fillBundle(operator, issue, now);
  const sealing = { operatorKey: operator.key, passphrase, ...(workFactor === undefined ? {} : { workFactor }) };
  const sealed = await sealBundle(bundle, sealing);
  if (!sealed.ok) return sealed;
  const begun = beginFile(out, sealed.value, 0o600);
  if (!begun.ok) return begun;
  const issued = writtenDown(bundle);
  const registered = registerOffice(operator.files, office, [...earlier, issued], given);
  const written = registered.ok ? finishFile(begun.value, { replace: false }) : registered;
  if (!written.ok) giveUpFile(begun.value);
  return written.ok ? ok({ bytes: sealed.value, issued }) : written;
}

async function fillBundle(operator: Operator, { office, config, earlier, days }: Issue, now: Date): Promise<Bundle> {
  const request = { commonName: `${operator.id}/${office}`, use: 'client', days } as const;
  const { certificate, key } = await issueCertificate(operator.authority, request, now);
  return {
    format: BUNDLE_FORMAT,
    operator: operator.id,
    office,
    serial: (earlier.at(-1)?.serial ?? 0) + 1,
    issuedAt: now.toISOString(),
    config,
    brokerAuthority: operator.authority.certificate,
    brokerCertificate: certificate,
    brokerKey: key,
    credentialKey: operator.credentialKey,
    operatorKey: operator.publicKey,
    releaseKey: operator.releaseKey,
  };
}

function writtenDown({ serial, issuedAt, brokerCertificate }: Bundle): Issued {
  const { serialNumber, validToDate } = new X509Certificate(brokerCertificate);
  return { serial, issuedAt, certificate: { serial: serialNumber, notAfter: validToDate.toISOString() } };
}
