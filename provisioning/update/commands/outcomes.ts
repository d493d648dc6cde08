import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import type { Outcome } from '../../command-line/outcome.ts';
import type { Updated, UpdateFault } from '../run-update.ts';
import type { Resumed } from '../trial/resume.ts';

const exitOf: Readonly<Record<UpdateFault['code'], ExitCode>> = {
  ...{ 'manifest-malformed': EXIT.malformed, 'signature-wrong': EXIT.forged, 'release-expired': EXIT.refused },
  ...{ 'release-key-missing': EXIT.noInput, 'release-missing': EXIT.noInput, 'nothing-to-go-back-to': EXIT.refused },
  ...{ 'architecture-wrong': EXIT.refused, 'release-not-newer': EXIT.refused, 'release-failed-before': EXIT.refused },
  ...{ 'schema-older-than-database': EXIT.refused, 'schema-not-supported': EXIT.refused },
  ...{ 'release-not-as-signed': EXIT.malformed, 'rehearsal-failed': EXIT.refused, 'rolled-back': EXIT.refused },
  ...{ 'source-empty': EXIT.noInput, 'source-unreachable': EXIT.unavailable, 'source-wrong': EXIT.malformed },
  ...{ 'archive-wrong': EXIT.malformed, 'archive-unreadable': EXIT.noInput, 'archive-malformed': EXIT.malformed },
  ...{ 'archive-forbidden': EXIT.malformed, 'disk-full': EXIT.tryAgain, 'window-closed': EXIT.tryAgain },
  ...{ 'door-not-answering': EXIT.tryAgain, 'not-begun': EXIT.tryAgain, 'not-rolled-back': EXIT.failed },
  ...{ 'rehearsal-not-now': EXIT.tryAgain, superseded: EXIT.tryAgain },
};

export function done({ from, to }: Updated): Outcome {
  return {
    exit: EXIT.done,
    lines: [`Release ${to} runs in the place of ${from}, and the door is as well as before.`],
    told: { outcome: 'updated', from, to },
  };
}

export function refused(fault: UpdateFault): Outcome {
  const told = { outcome: 'failed', ...fault };
  return { exit: exitOf[fault.code], lines: [`${sentence(fault)} (${fault.code})`], told };
}

/** Of what a timer asks for: that there is nothing to do now is no failure. */
export function idle(reason: string, line: string): Outcome {
  return { exit: EXIT.done, lines: [line], told: { outcome: 'idle', reason } };
}

export const resumedLines: Readonly<Record<Resumed, string>> = {
  nothing: '',
  confirmed: 'The release that was on trial is confirmed: the door is as well as before.',
  'rolled-back': 'The release that was on trial is given up, and the one before runs again.',
  'not-begun': 'A change of release was cut off before it began; nothing is changed.',
  'not-rolled-back': 'The release that was given up runs still: the disk or the link is against it.',
  superseded: 'A package has brought another release meanwhile.',
};

function sentence(fault: UpdateFault): string {
  const detail = fault.detail.charAt(0).toUpperCase() + fault.detail.slice(1);
  return fault.code === 'rolled-back' ? `The release before runs again. ${detail}` : detail;
}
