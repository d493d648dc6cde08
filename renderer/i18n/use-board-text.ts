import { type IntlShape, useIntl } from 'react-intl';
import type { BoardMessageId } from './board-catalogue.ts';

/** The words, figures and times of the board in the language that is chosen. */
export type BoardWords = {
  readonly text: (id: BoardMessageId, values?: Readonly<Record<string, string | number>>) => string;
  readonly figure: (count: number) => string;
  /** In hours and minutes by this computer’s clock; with its date where it is before `dayMs`. */
  readonly moment: (at: number, dayMs: number) => string;
  /** With its seconds. */
  readonly exactly: (at: number) => string;
};

const known = new WeakMap<IntlShape, BoardWords>();

export function useBoardText(): BoardWords {
  const intl = useIntl();
  // A board has thousands of rows, which all speak alike.
  const words = known.get(intl) ?? wordsIn(intl);
  known.set(intl, words);
  return words;
}

export function wordsIn(intl: IntlShape): BoardWords {
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    text: (id, values) => intl.formatMessage({ id }, values),
    figure: (count) => intl.formatNumber(count),
    moment: (at, dayMs) =>
      at >= dayMs ? intl.formatTime(at, time) : intl.formatDate(at, { day: 'numeric', month: 'short', ...time }),
    exactly: (at) => intl.formatTime(at, { ...time, second: '2-digit' }),
  };
}
