import { OfficeId } from '../../device/contract/ids.ts';
import { ok, type Result } from '../../device/contract/result.ts';
import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import type { FileFault } from '../command-line/text-file.ts';
import { makeRevocationList, type Revoked } from './certificates.ts';
import { officesOf, readOffice, revokeOffice } from './office-register.ts';
import { openOperator } from './open-operator.ts';
import type { OperatorFiles } from './operator-files.ts';
import { beginFile, finishFile } from './whole-file.ts';

const options = {
  folder: { type: 'string' },
  office: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `kontoret office revoke`. */
export async function runOfficeRevoke(args: readonly string[], now: Date = new Date()): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { folder, out } = parsed.values;
  if (folder === undefined) return misused('Whose? --folder is missing.');
  if (out === undefined) return misused('Where to? --out FILE is missing.');
  const office = OfficeId.safeParse(parsed.values.office).data;
  if (office === undefined) return misused('Which? --office: lower-case letters, digits and hyphens.');
  const operator = openOperator(folder);
  if (!operator.ok) return refused(operator.error);
  const { files, authority } = operator.value;
  const known = readOffice(files, office);
  if (!known.ok) return refused(known.error);
  if (known.value === null) return refused({ code: 'office-unknown', detail: `${office} is not known here` });
  const written = revokeOffice(files, office, known.value, now);
  if (!written.ok) return refused(written.error);
  const revoked = allRevoked(files);
  if (!revoked.ok) return refused(revoked.error);
  const begun = beginFile(out, await makeRevocationList(authority, revoked.value, now), 0o644);
  const finished = begun.ok ? finishFile(begun.value, { replace: true }) : begun;
  return finished.ok ? told(office, out, revoked.value.length) : refused(finished.error);
}

/** Of every office: a broker has one list. */
function allRevoked(files: OperatorFiles): Result<readonly Revoked[], FileFault> {
  const revoked: Revoked[] = [];
  for (const office of officesOf(files)) {
    const issued = readOffice(files, office);
    if (!issued.ok) return issued;
    for (const { certificate, revokedAt } of issued.value ?? [])
      if (revokedAt !== undefined) revoked.push({ serial: certificate.serial, at: new Date(revokedAt) });
  }
  return ok(revoked);
}

function told(office: OfficeId, file: string, count: number): Outcome {
  return {
    exit: EXIT.done,
    lines: [
      `No certificate that ${office} has is good any more, once the broker has this list: ${file}`,
      `For another: kontoret office re-key --office ${office}`,
    ],
    told: { outcome: 'done', office, file, revoked: count },
  };
}
