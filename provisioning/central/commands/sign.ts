import { writeFileSync } from 'node:fs';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { signOptions } from './arguments.ts';
import { prepareCommand } from './prepare.ts';

/** `central sign`: a command in a file, to be sent from elsewhere. */
export function sign(args: readonly string[], nowMs: number): Outcome {
  const parsed = parse(args, signOptions, 1);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { out } = parsed.values;
  if (out === undefined) return failed(EXIT.usage, 'usage', 'Where to? --out FILE is missing.');
  const ready = prepareCommand(parsed.positionals[0], parsed.values, nowMs);
  if (!ready.ok) return ready.error.outcome;
  const { text, key, order } = ready.value;
  try {
    writeFileSync(out, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return failed(EXIT.cannotCreate, cause.code === 'EEXIST' ? 'file-exists' : 'cannot-create', cause.message);
  }
  const { target, sequence, expiresAt } = order;
  return {
    exit: EXIT.done,
    lines: [`${out}: ${order.command.type} to ${target}, number ${sequence}, until ${expiresAt}`],
    told: { outcome: 'signed', file: out, target, key, sequence, expiresAt },
  };
}
