import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';

const exits: Readonly<Record<string, ExitCode>> = {
  'operator-exists': EXIT.cannotCreate,
  'init-cut-short': EXIT.cannotCreate,
  'file-exists': EXIT.cannotCreate,
  'cannot-create': EXIT.cannotCreate,
  'file-unreadable': EXIT.noInput,
  'no-operator': EXIT.noInput,
  'office-known': EXIT.refused,
  'office-unknown': EXIT.refused,
  'certificate-unknown': EXIT.refused,
  'given-up': EXIT.refused,
  'operator-other': EXIT.forged,
  'signature-wrong': EXIT.forged,
};

/** What comes of a fault of these commands; what is not in the table was given wrongly. */
export function refused({ code, detail }: { readonly code: string; readonly detail: string }): Outcome {
  return failed(exits[code] ?? EXIT.malformed, code, detail);
}

export function misused(what: string): Outcome {
  return failed(EXIT.usage, 'usage', what);
}
