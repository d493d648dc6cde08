import type { EpochMs } from '../../device/contract/units.ts';
import type { HostScreenView } from '../kiosk/choose-screen.ts';
import { OpeningPanel } from './opening-panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly view: HostScreenView; readonly now: EpochMs; readonly run: RunCommand };

/** What whoever has the duty today decides, writes down and hands over. */
export function ShiftTab({ view: { snapshot, host }, now, run }: Props) {
  return <OpeningPanel office={snapshot.office} hours={snapshot.hours} opening={host.opening} now={now} run={run} />;
}
