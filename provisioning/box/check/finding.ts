/** `fault`: somebody has to do something before the door is right. `warn`: it works, and wants looking after. */
export type Sign = 'ok' | 'warn' | 'fault' | 'unknown';

/** One line of the report. */
export type Finding = {
  readonly sign: Sign;
  /** What it is of, as `reader outside`. */
  readonly part: string;
  readonly says: string;
  /** What to do, where it is not well; null where there is nothing to. */
  readonly todo: string | null;
};

export const well = (part: string, says: string): Finding => ({ sign: 'ok', part, says, todo: null });
export const warn = (part: string, says: string, todo: string): Finding => ({ sign: 'warn', part, says, todo });
export const fault = (part: string, says: string, todo: string): Finding => ({ sign: 'fault', part, says, todo });
export const unknown = (part: string, says: string, todo: string | null = null): Finding => ({
  sign: 'unknown',
  part,
  says,
  todo,
});

const SIGN_WORDS: Readonly<Record<Sign, string>> = { ok: ' ok  ', warn: 'WARN ', fault: 'FAULT', unknown: '  ?  ' };

/** For people: a line each, and what to do below it. */
export function linesOf(findings: readonly Finding[]): readonly string[] {
  const widest = Math.max(...findings.map(({ part }) => part.length));
  const indent = ' '.repeat(SIGN_WORDS.ok.length + widest + 4);
  return findings.flatMap(({ sign, part, says, todo }) => [
    `${SIGN_WORDS[sign]}  ${part.padEnd(widest)}  ${says}`,
    ...(todo === null ? [] : [`${indent}→ ${todo}`]),
  ]);
}
