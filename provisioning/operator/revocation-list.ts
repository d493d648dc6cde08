import { ok, type Result } from '../../device/contract/result.ts';
import { replaceFile, type WriteFault } from '../files/new-file.ts';
import type { FileFault } from '../files/text-file.ts';
import { readCertificates } from './certificate-register.ts';
import { makeRevocationList, type Revoked } from './certificates.ts';
import { officesOf, readOffice } from './office-register.ts';
import type { Operator } from './open-operator.ts';
import type { OperatorFiles } from './operator-files.ts';

/** The list of everything that the operator ever revoked, for a broker has one list. Returns how many are on it. */
export async function writeRevocationList(
  { files, authority }: Operator,
  out: string,
  now: Date,
): Promise<Result<number, FileFault | WriteFault>> {
  const revoked = allRevoked(files);
  if (!revoked.ok) return revoked;
  const written = replaceFile(out, await makeRevocationList(authority, revoked.value, now), 0o644);
  return written.ok ? ok(revoked.value.length) : written;
}

function allRevoked(files: OperatorFiles): Result<readonly Revoked[], FileFault> {
  const revoked: Revoked[] = [];
  const note = (serial: string, at: string | undefined) => {
    if (at !== undefined) revoked.push({ serial, at: new Date(at) });
  };
  for (const office of officesOf(files)) {
    const issued = readOffice(files, office);
    if (!issued.ok) return issued;
    for (const { certificate, revokedAt } of issued.value ?? []) note(certificate.serial, revokedAt);
  }
  const others = readCertificates(files);
  if (!others.ok) return others;
  for (const { serial, revokedAt } of others.value) note(serial, revokedAt);
  return ok(revoked);
}
