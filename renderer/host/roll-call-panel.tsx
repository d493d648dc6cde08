import type { RollCallSection } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { clockLeft } from '../kiosk/countdown.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly rollCall: RollCallSection; readonly now: EpochMs; readonly run: RunCommand };

/** Who stays while staff leaves: how many have said so, and of how many nobody knows. */
export function RollCallPanel({ rollCall: { untilMs, stayed, unknown, ended }, now, run }: Props) {
  const text = useText();
  return (
    <Panel className="roll-call-panel" title={text('host.roll-call.title')}>
      <p className="roll-call-count">
        <strong>{text('host.roll-call.stayed', { stayed })}</strong>
        <span>{text('host.roll-call.unknown', { unknown })}</span>
      </p>
      <p>{ended ? text('host.roll-call.ended') : text('roll-call.left', { time: clockLeft(untilMs, now) })}</p>
      <button type="button" className="button" onClick={() => run(hostCommands.closeRollCall())}>
        {text(ended ? 'host.roll-call.put-away' : 'host.roll-call.end')}
      </button>
    </Panel>
  );
}
