import type { IntlShape } from 'react-intl';
import type { UsualDaySection } from '../../device/contract/usual-day.ts';
import { textOf } from './use-text.ts';

/** 1970-01-05 was a Monday. */
const MONDAY_MS = 4 * 86_400_000;

/** Whether it is calmer today than on a usual one of its weekday; before that can be told, what the drawing is. */
export function usualDayText({ weekday, last }: UsualDaySection, intl: IntlShape): string {
  const monday = MONDAY_MS + (weekday - 1) * 86_400_000;
  const day = intl.formatDate(monday, { weekday: 'long', timeZone: 'UTC' });
  return textOf(intl)(last === null ? 'usual-day.title' : `usual-day.${last}`, { day });
}
