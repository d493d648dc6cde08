import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import type { Outcome } from '../../command-line/outcome.ts';
import type { StepTold } from './run-steps.ts';

export function lineOf(told: StepTold): string {
  switch (told.state) {
    case 'right':
      return `right    ${told.name}`;
    case 'differs':
      return `differs  ${told.name}: ${told.detail}`;
    case 'made':
      return `made     ${told.name} (${told.detail})`;
    case 'failed':
      return `FAILED   ${told.name} (${told.code}): ${told.detail}`;
  }
}

/** What `--check` found. */
export function checkReport(steps: readonly StepTold[]): Outcome {
  const differ = steps.filter(({ state }) => state === 'differs');
  if (differ.length === 0) return { exit: EXIT.done, lines: [NOTHING], told: { outcome: 'right', steps } };
  const summary = `${differ.length} of ${steps.length} would be changed; nothing was.`;
  return { exit: EXIT.refused, lines: [...differ.map(lineOf), summary], told: { outcome: 'differs', steps } };
}

/** What came of an installation. */
export function installReport(office: string, steps: readonly StepTold[]): Outcome {
  const broken = steps.find((told) => told.state === 'failed');
  if (broken !== undefined) {
    const { code, detail } = broken;
    return { exit: exitFor(code), lines: [lineOf(broken)], told: { outcome: 'failed', code, detail, steps } };
  }
  const made = steps.filter(({ state }) => state === 'made').length;
  if (made === 0) return { exit: EXIT.done, lines: [NOTHING], told: { outcome: 'right', steps } };
  const lines = [`This is the box of ${office} now: ${made} of ${steps.length} were made.`];
  return { exit: EXIT.done, lines, told: { outcome: 'installed', office, steps } };
}

const NOTHING = 'Everything is as it is to be; nothing was changed.';

function exitFor(code: string): ExitCode {
  if (code === 'cannot-write') return EXIT.cannotCreate;
  return code === 'credential-key-other' ? EXIT.refused : EXIT.failed;
}
