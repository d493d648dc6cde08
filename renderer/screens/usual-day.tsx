import { useIntl } from 'react-intl';
import type { UsualDaySection } from '../../device/contract/usual-day.ts';
import { useText } from '../i18n/use-text.ts';
import { BARS, usualBars } from '../kiosk/usual-bars.ts';

type Props = { readonly usualDay: UsualDaySection; readonly drawn: boolean };

/** 1970-01-05 was a Monday. */
const MONDAY_MS = 4 * 86_400_000;

/** Whether it is calmer than usual, in words; and the hours of today so far against those of a usual day, as a drawing. */
export function UsualDay({ usualDay, drawn }: Props) {
  const text = useText();
  const intl = useIntl();
  const { weekday, last } = usualDay;
  const monday = MONDAY_MS + (weekday - 1) * 86_400_000;
  const day = intl.formatDate(monday, { weekday: 'long', timeZone: 'UTC' });
  if (!drawn && last === null) return null;
  return (
    <div className="usual-day">
      <p>{text(last === null ? 'usual-day.title' : `usual-day.${last}`, { day })}</p>
      {drawn && <Bars usualDay={usualDay} />}
    </div>
  );
}

/** A usual hour is a pale block behind, today's a dark bar in it: told apart by shape. */
function Bars({ usualDay }: { readonly usualDay: UsualDaySection }) {
  return (
    <svg viewBox={`0 0 ${BARS.width} ${BARS.height}`} aria-hidden="true">
      {usualBars(usualDay).map(({ hour, x, width, today, usual, isNamed }) => (
        <g key={hour}>
          {usual && <rect className="usual" x={x + 1} width={width - 2} y={usual.y} height={usual.height} />}
          {today && (
            <rect className="today" x={x + width * 0.28} width={width * 0.44} y={today.y} height={today.height} />
          )}
          {isNamed && (
            <text x={x + width / 2} y={BARS.height - 2} textAnchor="middle">
              {String(hour).padStart(2, '0')}
            </text>
          )}
        </g>
      ))}
      <path className="axis" d={`M0 ${BARS.bottom}H${BARS.width}`} />
    </svg>
  );
}
