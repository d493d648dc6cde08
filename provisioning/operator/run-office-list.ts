import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { daysLeft, stateOf } from './certificate-state.ts';
import { officesOf, readOffice } from './office-register.ts';
import { type Operator, openOperator } from './open-operator.ts';

const options = { folder: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `kontoret office list`. */
export function runOfficeList(args: readonly string[], now: Date = new Date()): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  if (parsed.values.folder === undefined) return misused('Whose? --folder is missing.');
  const operator = openOperator(parsed.values.folder);
  return operator.ok ? listed(operator.value, now) : refused(operator.error);
}

function listed({ id, files }: Operator, now: Date): Outcome {
  const offices = officesOf(files);
  const widest = Math.max(...offices.map((office) => office.length));
  const lines: string[] = [];
  const told: object[] = [];
  for (const office of offices) {
    const issued = readOffice(files, office);
    if (!issued.ok) return refused(issued.error);
    const newest = issued.value?.at(-1);
    if (newest === undefined) continue;
    const { serial, certificate, revokedAt } = newest;
    lines.push(
      `${office.padEnd(widest)}  bundle ${serial}  its certificate ${stateOf({ ...certificate, revokedAt }, now)}`,
    );
    const about = { daysLeft: daysLeft(certificate, now), revoked: revokedAt !== undefined };
    told.push({ office, serial, ...about, issued: issued.value });
  }
  return {
    exit: EXIT.done,
    lines: lines.length === 0 ? ['No office yet: kontoret office new'] : lines,
    told: { outcome: 'done', operator: id, offices: told },
  };
}
