import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { officesOf, readOffice } from './office-register.ts';
import { type Operator, openOperator } from './open-operator.ts';

const options = { folder: { type: 'string' }, json: { type: 'boolean' } } as const;
const DAY_MS = 86_400_000;

/** `kontoret office list`. */
export function runOfficeList(args: readonly string[], now: Date = new Date()): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  if (parsed.values.folder === undefined) return misused('Whose? --folder is missing.');
  const operator = openOperator(parsed.values.folder);
  return operator.ok ? listed(operator.value, now) : refused(operator.error);
}

function listed({ id, files }: Operator, now: Date): Outcome {
  const offices = [];
  for (const office of officesOf(files)) {
    const issued = readOffice(files, office);
    if (!issued.ok) return refused(issued.error);
    const newest = issued.value?.at(-1);
    if (newest === undefined) continue;
    const daysLeft = Math.floor((Date.parse(newest.certificate.notAfter) - now.getTime()) / DAY_MS);
    offices.push({
      office,
      serial: newest.serial,
      daysLeft,
      revoked: newest.revokedAt !== undefined,
      issued: issued.value,
    });
  }
  const widest = Math.max(...offices.map(({ office }) => office.length));
  const lines = offices.map(({ office, serial, daysLeft, revoked }) => {
    const state = revoked ? 'revoked' : daysLeft < 0 ? 'has run out' : `has ${daysLeft} days left`;
    return `${office.padEnd(widest)}  bundle ${serial}  its certificate ${revoked ? 'is ' : ''}${state}`;
  });
  return {
    exit: EXIT.done,
    lines: offices.length === 0 ? ['No office yet: kontoret office new'] : lines,
    told: { outcome: 'done', operator: id, offices },
  };
}
