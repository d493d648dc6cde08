import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';

const exits: Readonly<Record<string, ExitCode>> = {
  'file-unreadable': EXIT.noInput,
  'file-to-bring': EXIT.noInput,
  'no-passphrase': EXIT.usage,
  'passphrase-too-long': EXIT.malformed,
  'passphrase-wrong': EXIT.noPermission,
  'signature-wrong': EXIT.forged,
  'operator-other': EXIT.forged,
  'bundle-older': EXIT.refused,
  'other-office': EXIT.refused,
  'credential-key-other': EXIT.refused,
  'no-box': EXIT.refused,
  'identity-wrong': EXIT.refused,
  'clock-wrong': EXIT.tryAgain,
};

/** Why a bundle does not go on this box; what is not in the table is the bundle's own fault. */
export function bundleRefused({ code, detail }: { readonly code: string; readonly detail: string }): Outcome {
  return failed(exits[code] ?? EXIT.malformed, code, `Nothing was changed (${code}): ${detail}`);
}
