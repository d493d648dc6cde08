import { type ReactNode, useMemo, useState } from 'react';
import type { EpochMs } from '../../device/contract/units.ts';
import type { HostScreenView } from '../kiosk/choose-screen.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { handedOverAt } from '../kiosk/shift-summary.ts';
import { hostCommands } from '../live/commands.ts';
import { ScreenTimeContext } from '../ui/screen-time.ts';
import { CountPanel } from './count-panel.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { DoorsPanel } from './doors-panel.tsx';
import { EnrolPanel } from './enrol-panel.tsx';
import { GuestPanel } from './guest-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { HostBar, type Tab } from './host-bar.tsx';
import { KnownCardPanel } from './known-card-panel.tsx';
import { MusterTab } from './muster-tab.tsx';
import { RetentionPanel } from './retention-panel.tsx';
import { RollCallPanel } from './roll-call-panel.tsx';
import { ScreenTab } from './screen-tab.tsx';
import { ShiftTab } from './shift-tab.tsx';
import { TapBanner } from './tap-banner.tsx';
import { useHostActivity } from './use-host-activity.ts';
import { type RunCommand, useHostCommand } from './use-host-command.ts';

type Props = { readonly view: HostScreenView; readonly now: EpochMs; readonly choice: ReactNode };

/** The room at a glance, the door's buttons and the cards, for a host. Taps of visitors go on, and show as a line. */
export function HostScreen({ view, now, choice }: Props) {
  const { tab, setTab } = useTab(view.host.muster?.startedAtMs ?? null, handedOverAt(view.host, now));
  const { run, notice } = useHostCommand();
  useHostActivity({ paused: view.pin !== null });
  const seconds = secondsLeft(view.host.locksAtMs, now);
  const time = useMemo(() => ({ seconds, onMoreTime: () => void hostCommands.activity() }), [seconds]);
  return (
    <div className="host">
      <HostBar tab={tab} onTab={setTab} seconds={seconds} choice={choice} />
      <ScreenTimeContext value={time}>
        <div className="host-grid" role="tabpanel" id={`host-${tab}`} aria-labelledby={`tab-${tab}`}>
          {tab === 'room' && <RoomTab view={view} now={now} run={run} />}
          {tab === 'shift' && <ShiftTab view={view} now={now} run={run} />}
          {tab === 'cards' && (
            <>
              <EnrolPanel run={run} />
              <GuestPanel
                office={view.snapshot.office}
                hours={view.snapshot.hours}
                passes={view.host.passes}
                now={now}
                run={run}
              />
              <KnownCardPanel run={run} />
            </>
          )}
          {tab === 'screen' && <ScreenTab snapshot={view.snapshot} host={view.host} now={now} run={run} />}
          {tab === 'box' && (
            <>
              <HealthPanel snapshot={view.snapshot} box={view.host.box} now={now} />
              <RetentionPanel host={view.host} timeZone={view.snapshot.office.timeZone} run={run} />
            </>
          )}
          {tab === 'muster' && <MusterTab muster={view.host.muster} snapshot={view.snapshot} now={now} run={run} />}
        </div>
      </ScreenTimeContext>
      <TapBanner tap={view.tap} notice={notice} />
    </div>
  );
}

/**
 * A muster list comes first, as soon as there is one; a shift that was handed over just now is told of. `musterSince`,
 * `shiftSince`: when that began; null where there is none.
 */
function useTab(musterSince: number | null, shiftSince: number | null) {
  const [tab, setTab] = useState<Tab>('room');
  const [seen, setSeen] = useState<{ muster: number | null; shift: number | null }>({ muster: null, shift: null });
  if (musterSince !== seen.muster || shiftSince !== seen.shift) {
    setSeen({ muster: musterSince, shift: shiftSince });
    if (shiftSince !== seen.shift && shiftSince !== null) setTab('shift');
    if (musterSince !== seen.muster && musterSince !== null) setTab('muster');
  }
  return { tab, setTab };
}

type RoomProps = { readonly view: HostScreenView; readonly now: EpochMs; readonly run: RunCommand };

/** What is going on now takes the place of what went on today. */
function RoomTab({ view: { snapshot, host }, now, run }: RoomProps) {
  const { office, rollCall, doors } = snapshot;
  return (
    <>
      <CountPanel snapshot={snapshot} run={run} />
      {rollCall ? (
        <RollCallPanel rollCall={rollCall} now={now} run={run} />
      ) : (
        <CurvePanel curve={host.curve} office={office} now={now} />
      )}
      <DoorsPanel doors={doors} run={run} />
      <DecisionsPanel decisions={host.decisions} timeZone={office.timeZone} run={run} />
    </>
  );
}
