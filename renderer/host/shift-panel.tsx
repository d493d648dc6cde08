import type { HostView, Snapshot } from '../../device/contract/api.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { shiftSummary } from '../kiosk/shift-summary.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly snapshot: Snapshot; readonly host: HostView; readonly run: RunCommand };

/** Who has the duty and since when, what the next host has to know, and the way to hand it over. */
export function ShiftPanel({ snapshot, host, run }: Props) {
  const text = useText();
  const { time } = useMoments(snapshot.office.timeZone);
  const { shift } = host;
  const { inside, others } = useLines(snapshot, host);
  const title =
    shift === null ? text('host.shift.title') : text('host.shift.since', { by: shift.by, time: time(shift.sinceMs) });
  return (
    <Panel className="shift" title={title}>
      {shift?.before && <p>{text('host.shift.from', { by: shift.before.by })}</p>}
      <p>
        <strong>{inside}</strong>
      </p>
      <p className="shift-lines">{others.join(' · ')}</p>
      <button type="button" className="button" onClick={() => run(hostCommands.nextCard('hand-over'))}>
        {text('host.shift.hand-over')}
      </button>
    </Panel>
  );
}

function useLines(snapshot: Snapshot, host: HostView): { readonly inside: string; readonly others: readonly string[] } {
  const text = useText();
  const { time } = useMoments(snapshot.office.timeZone);
  const { present, quality, sinceMs } = snapshot.occupancy;
  const { doors, incidents, announced, held, parts } = shiftSummary(snapshot, host);
  const sure = text(`host.count.quality.${quality}`, { time: time(sinceMs) });
  const inside =
    present === null ? `${text('host.count.unknown')}. ${sure}` : text('host.shift.inside', { present, quality: sure });
  const others = [
    ...doors.map(({ name, mode, alarm, physical }) =>
      text('host.shift.door', {
        door: name,
        state:
          alarm !== 'normal'
            ? text(`host.door.alarm.${alarm}`)
            : physical === 'open'
              ? text('host.door.physical.open')
              : text(`host.door.mode.${mode}`),
      }),
    ),
    ...(incidents > 0 ? [text('host.shift.incidents', { count: incidents })] : []),
    ...(parts > 0 ? [text('host.shift.parts', { count: parts })] : []),
    ...(announced ? [text('host.shift.announced')] : []),
    ...(held ? [text('host.shift.held')] : []),
  ];
  return { inside, others };
}
