import { useIntl } from 'react-intl';
import type { UsualDaySection } from '../../device/contract/usual-day.ts';
import { usualDayText } from '../i18n/usual-day-text.ts';
import { BARS, usualBars } from '../kiosk/usual-bars.ts';

type Props = { readonly usualDay: UsualDaySection; readonly drawn: boolean };

/** Whether it is calmer than usual, in words; and the hours of today so far against those of a usual day, as a drawing. */
export function UsualDay({ usualDay, drawn }: Props) {
  const intl = useIntl();
  if (!drawn && usualDay.last === null) return null;
  return (
    <div className="usual-day">
      <p>{usualDayText(usualDay, intl)}</p>
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
