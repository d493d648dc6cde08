import { type IntlShape, useIntl } from 'react-intl';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { nearness } from '../kiosk/nearness.ts';
import { textOf } from './use-text.ts';

/** Times as people write them in the chosen language, by the office's clock. */
export function useMoments(timeZone: string) {
  return momentsOf(useIntl(), timeZone);
}

/** The same outside of what is drawn. */
export function momentsOf(intl: IntlShape, timeZone: string) {
  const text = textOf(intl);
  const time = (at: number) => intl.formatTime(at, { hour: '2-digit', minute: '2-digit', timeZone });
  const day = (at: number) => intl.formatDate(at, { weekday: 'long', timeZone });
  const date = (at: number) => intl.formatDate(at, { day: 'numeric', month: 'long', timeZone });
  /** When the office next opens or closes; an empty text for one that always stays as it is and is closed. */
  const change = (hours: { readonly open: boolean; readonly changesAtMs: number | null }, now: EpochMs): string => {
    if (hours.changesAtMs === null) return hours.open ? text('idle.always-open') : '';
    const at = epochMs(hours.changesAtMs);
    const id = `${hours.open ? 'idle.closes' : 'idle.opens'}.${nearness(at, now, timeZone)}` as const;
    return text(id, { time: time(at), day: day(at), date: date(at) });
  };
  /** A coming moment by itself: the time alone today, else with its day. */
  const moment = (at: EpochMs, now: EpochMs): string => {
    const values = { time: time(at), day: day(at), date: date(at) };
    return text(`moment.${nearness(at, now, timeZone)}`, values);
  };
  const year = (at: number) => intl.formatDate(at, { year: 'numeric', timeZone });
  /** What has been: the time alone when it was today, else with the day, and with the year unless it was this one. */
  const past = (at: number, now: EpochMs): string => {
    if (year(at) !== year(now))
      return `${intl.formatDate(at, { day: 'numeric', month: 'short', year: 'numeric', timeZone })} ${time(at)}`;
    if (date(at) === date(now)) return time(at);
    return `${intl.formatDate(at, { day: 'numeric', month: 'short', timeZone })} ${time(at)}`;
  };
  const fullDate = (at: number) => intl.formatDate(at, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
  /** For paper: with its day and its year. */
  const stamp = (at: number) => intl.formatDate(at, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return { time, date, fullDate, change, moment, past, stamp };
}
