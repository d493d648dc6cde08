import type { EpochMs } from '../../device/contract/units.ts';
import type { HostScreenView } from '../kiosk/choose-screen.ts';
import { IncidentsPanel } from './incidents-panel.tsx';
import { OpeningPanel } from './opening-panel.tsx';
import { ShiftPanel } from './shift-panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly view: HostScreenView; readonly now: EpochMs; readonly run: RunCommand };

/** What whoever has the duty today decides, writes down and hands over. */
export function ShiftTab({ view: { snapshot, host }, now, run }: Props) {
  const { office, hours } = snapshot;
  return (
    <>
      <OpeningPanel office={office} hours={hours} opening={host.opening} now={now} run={run} />
      <ShiftPanel snapshot={snapshot} host={host} run={run} />
      <IncidentsPanel incidents={host.incidents} timeZone={office.timeZone} now={now} />
    </>
  );
}
