import type { BoxFault } from './box-client.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { LineFault } from './line-fault.ts';

/** What came of a command: for a program as one object, for a person as lines. */
export type Outcome = {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  readonly told: Readonly<Record<string, unknown>>;
};

export function failed(exit: ExitCode, code: string, message: string): Outcome {
  return { exit, lines: [`${message} (${code})`], told: { ok: false, code, message } };
}

/** Not there at the first word, or gone meanwhile. */
export function boxGone(when: 'before' | 'meanwhile'): Outcome {
  return when === 'before'
    ? failed(EXIT.boxNotRunning, 'box-not-running', 'The box is not running. Start it with: npm start')
    : failed(
        EXIT.tryAgain,
        'box-gone',
        'The box was stopped meanwhile. All of the file is in it, or nothing: a dry run tells which',
      );
}

/** What the box will not do now, and may later. */
const passing: readonly string[] = ['import-running', 'import-unknown', 'storage-failed'];

export function refusedByBox({ code, message }: BoxFault): Outcome {
  if (code === 'box-not-running') return boxGone('meanwhile');
  return failed(passing.includes(code) ? EXIT.tryAgain : EXIT.refused, code, `The box refuses: ${message}`);
}

/** `place`: what a line is called in this file. */
export function describeFault({ line, column, code, reason }: LineFault, place: 'line' | 'row'): string {
  const where = [...(line === 0 ? [] : [`${place} ${line}`]), ...(column === null ? [] : [`column ${column}`])];
  return `${where.length === 0 ? '' : `${where.join(', ')}: `}${reason} (${code})`;
}
