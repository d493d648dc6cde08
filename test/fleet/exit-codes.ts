import type { Summary } from './summary.ts';

/** What the process ends with; those above 1 are of sysexits.h. */
export const EXIT = { flawless: 0, flawed: 1, usage: 64, noBroker: 69 } as const;

/** Whether all that was sent came through, well-formed and in order. */
export function exitCodeOf({
  lost,
  waiting,
  outOfOrder,
  malformed,
}: Pick<Summary, 'lost' | 'waiting' | 'outOfOrder' | 'malformed'>): number {
  return lost + waiting + outOfOrder + malformed.count === 0 ? EXIT.flawless : EXIT.flawed;
}
