import type { HostView, Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { dayCurve, PLOT } from '../kiosk/day-curve.ts';
import { Panel } from './panel.tsx';

type Props = { readonly curve: HostView['curve']; readonly office: Snapshot['office']; readonly now: EpochMs };

/** Today's count as a step line, with the seats as a dashed level. */
export function CurvePanel({ curve, office, now }: Props) {
  const text = useText();
  const { time } = useMoments(office.timeZone);
  const { path, hours, levels, seatsY } = dayCurve(curve, now, office.seats);
  const most = Math.max(0, ...curve.map(({ present }) => present));
  const label = text('host.curve.picture', { steps: curve.length, most });
  return (
    <Panel className="curve" title={text('host.curve.title')}>
      <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} role="img" aria-label={label}>
        {levels.map(({ y, present }) => (
          <g key={present}>
            <path className="level" d={`M${PLOT.left} ${y}H${PLOT.right}`} />
            <text className="tick" x={PLOT.left - 8} y={y + 5} textAnchor="end">
              {present}
            </text>
          </g>
        ))}
        {hours.map(({ x, at }) => (
          <g key={at}>
            <path className="axis" d={`M${x} ${PLOT.bottom}v5`} />
            <text className="tick" x={x} y={PLOT.height - 8} textAnchor="middle">
              {time(at)}
            </text>
          </g>
        ))}
        <path className="axis" d={`M${PLOT.left} ${PLOT.bottom}H${PLOT.right}`} />
        <path className="seats-level" d={`M${PLOT.left} ${seatsY}H${PLOT.right}`} />
        <path className="steps" d={path} />
        {path === '' && (
          <text className="tick" x={PLOT.width / 2} y={PLOT.height / 2} textAnchor="middle">
            {text('host.curve.empty')}
          </text>
        )}
      </svg>
    </Panel>
  );
}
