import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { replaceFile, writeNewFile } from '../files/new-file.ts';
import { openOperator } from './open-operator.ts';

const options = { folder: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `kontoret operator new-credential-key`. */
export function runNewCredentialKey(args: readonly string[], now: Date = new Date()): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  if (parsed.values.folder === undefined) return misused('Whose? --folder is missing.');
  const operator = openOperator(parsed.values.folder);
  if (!operator.ok) return refused(operator.error);
  const { credentialKey } = operator.value.files;
  // Two of the same second are one too many: the later is refused, and nothing is lost.
  const earlier = `${credentialKey}.until-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
  const kept = writeNewFile(earlier, readFileSync(credentialKey), 0o600);
  if (!kept.ok) return refused(kept.error);
  const replaced = replaceFile(credentialKey, randomBytes(32), 0o600);
  if (!replaced.ok) return refused(replaced.error);
  return {
    exit: EXIT.done,
    lines: [
      `Bundles from now on have another key for cards. The one before: ${earlier}`,
      'For each office: kontoret office re-key, and at its box kontoret box re-key --new-credential-key; then every card is',
      'enrolled again there. Until all have it, a card of one office may be unknown to another.',
      'Remove the earlier key when every box has the new one: cards in a backup from before are known by it alone.',
    ],
    told: { outcome: 'done', operator: operator.value.id, earlier },
  };
}
