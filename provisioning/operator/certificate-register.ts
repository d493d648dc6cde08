import { existsSync } from 'node:fs';
import { z } from 'zod';
import { ok, type Result } from '../../device/contract/result.ts';
import { replaceFile, type WriteFault } from '../files/new-file.ts';
import { type FileFault, readJsonFile } from '../files/text-file.ts';
import type { OperatorFiles } from './operator-files.ts';

/** As a list of revoked certificates wants it: hexadecimal, upper case. */
export const CertificateSerial = z.string().regex(/^[0-9A-F]{1,40}$/);

/** A certificate that no bundle carries: a broker's, or one of central staff. */
const IssuedCertificate = z.strictObject({
  use: z.enum(['broker', 'central']),
  /** For people: where a broker is found; who or what of central staff has it. */
  label: z.string(),
  serial: CertificateSerial,
  issuedAt: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Since when it is good no more. */
  revokedAt: z.iso.datetime().optional(),
});
export type IssuedCertificate = z.infer<typeof IssuedCertificate>;

const Register = z.strictObject({
  format: z.literal('ak-certificates/1'),
  /** The newest last. */
  issued: z.array(IssuedCertificate),
});

export function readCertificates({ certificates }: OperatorFiles): Result<readonly IssuedCertificate[], FileFault> {
  if (!existsSync(certificates)) return ok([]);
  const read = readJsonFile(certificates, Register);
  return read.ok ? ok(read.value.issued) : read;
}

export function writeCertificates(
  { certificates }: OperatorFiles,
  issued: readonly IssuedCertificate[],
): Result<void, WriteFault> {
  const register: z.infer<typeof Register> = { format: 'ak-certificates/1', issued: [...issued] };
  return replaceFile(certificates, `${JSON.stringify(register, null, 2)}\n`, 0o600);
}
