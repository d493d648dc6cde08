import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { readCertificates } from './certificate-register.ts';
import { daysLeft, stateOf } from './certificate-state.ts';
import { openOperator } from './open-operator.ts';

const options = { folder: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `kontoret operator certificates`. */
export function runCertificates(args: readonly string[], now: Date = new Date()): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  if (parsed.values.folder === undefined) return misused('Whose? --folder is missing.');
  const operator = openOperator(parsed.values.folder);
  if (!operator.ok) return refused(operator.error);
  const issued = readCertificates(operator.value.files);
  if (!issued.ok) return refused(issued.error);
  const lines = issued.value.map((each) => `${each.use}  ${each.serial}  ${each.label}  ${stateOf(each, now)}`);
  return {
    exit: EXIT.done,
    lines: lines.length === 0 ? ['None yet: kontoret operator broker-certificate, central-certificate'] : lines,
    told: {
      outcome: 'done',
      operator: operator.value.id,
      certificates: issued.value.map((each) => ({ ...each, daysLeft: daysLeft(each, now) })),
    },
  };
}
