import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import {
  CertificateSerial,
  type IssuedCertificate,
  readCertificates,
  writeCertificates,
} from './certificate-register.ts';
import { openOperator } from './open-operator.ts';
import { writeRevocationList } from './revocation-list.ts';

const options = {
  folder: { type: 'string' },
  serial: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `kontoret operator revoke`. */
export async function runOperatorRevoke(args: readonly string[], now: Date = new Date()): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { folder, out } = parsed.values;
  if (folder === undefined) return misused('Whose? --folder is missing.');
  if (out === undefined) return misused('Where to? --out FILE is missing.');
  const serial = CertificateSerial.safeParse(parsed.values.serial?.toUpperCase()).data;
  if (serial === undefined) return misused('Which? --serial, as kontoret operator certificates tells it.');
  const operator = openOperator(folder);
  if (!operator.ok) return refused(operator.error);
  const { files } = operator.value;
  const issued = readCertificates(files);
  if (!issued.ok) return refused(issued.error);
  const meant = issued.value.find((each) => each.serial === serial);
  if (meant === undefined)
    return refused({ code: 'certificate-unknown', detail: `${serial} is none of a broker or of central staff here` });
  // One that was revoked before stays revoked since then.
  const revoked = { revokedAt: now.toISOString(), ...meant };
  const written = writeCertificates(
    files,
    issued.value.map((each) => (each === meant ? revoked : each)),
  );
  if (!written.ok) return refused(written.error);
  const count = await writeRevocationList(operator.value, out, now);
  return count.ok ? told(revoked, out, count.value) : refused(count.error);
}

/** Only brokers read the list: what a box takes for its broker is the authority's word alone. */
function told({ use, label, serial }: IssuedCertificate, file: string, count: number): Outcome {
  const lines =
    use === 'central'
      ? [`The certificate ${serial} (${label}) is good no more, once the broker has this list: ${file}`]
      : [
          `The certificate ${serial} (${label}) is on this list: ${file}`,
          'Boxes read no list: to them a broker with this certificate is good until its end. Guard the name that they call',
          'in the DNS; where the key is in wrong hands, make another operator and re-key its boxes.',
        ];
  return { exit: EXIT.done, lines, told: { outcome: 'done', use, label, serial, file, revoked: count } };
}
