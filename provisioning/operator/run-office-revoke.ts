import { OfficeId } from '../../device/contract/ids.ts';
import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { readOffice, revokeOffice } from './office-register.ts';
import { openOperator } from './open-operator.ts';
import { writeRevocationList } from './revocation-list.ts';

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
  const { files } = operator.value;
  const known = readOffice(files, office);
  if (!known.ok) return refused(known.error);
  if (known.value === null) return refused({ code: 'office-unknown', detail: `${office} is not known here` });
  const written = revokeOffice(files, office, known.value, now);
  if (!written.ok) return refused(written.error);
  const revoked = await writeRevocationList(operator.value, out, now);
  return revoked.ok ? told(office, out, revoked.value) : refused(revoked.error);
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
