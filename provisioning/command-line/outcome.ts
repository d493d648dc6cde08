import type { ExitCode } from './exit-codes.ts';

/** What came of a command: for people in lines, for programs as one object. */
export type Outcome = {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  readonly told: Readonly<Record<string, unknown>>;
};

/** `code`: stable. */
export function failed(exit: ExitCode, code: string, line: string): Outcome {
  return { exit, lines: [line], told: { outcome: 'failed', code, detail: line } };
}
