import { type ReactNode, useState } from 'react';
import type { HostView, Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import type { SeenTap } from '../kiosk/kiosk-state.ts';
import { hostCommands } from '../live/commands.ts';
import { CountPanel } from './count-panel.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { DoorsPanel } from './doors-panel.tsx';
import { EnrolPanel } from './enrol-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { TapBanner } from './tap-banner.tsx';
import { useHostActivity } from './use-host-activity.ts';
import { useHostCommand } from './use-host-command.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly host: HostView;
  readonly tap: SeenTap | null;
  readonly now: EpochMs;
  readonly choice: ReactNode;
};

const tabs = ['room', 'box'] as const;
type Tab = (typeof tabs)[number];

/** The room at a glance, and the door's buttons, for a host. Taps of visitors go on, and show as a line on top. */
export function HostScreen({ snapshot, host, tap, now, choice }: Props) {
  const [tab, setTab] = useState<Tab>('room');
  const { run, failed } = useHostCommand();
  useHostActivity();
  return (
    <div className="host">
      <HostBar tab={tab} onTab={setTab} locksAtMs={host.locksAtMs} now={now} choice={choice} />
      {tab === 'room' ? (
        <div className="host-grid" role="tabpanel" id="host-room" aria-labelledby="tab-room">
          <CountPanel snapshot={snapshot} run={run} />
          <CurvePanel curve={host.curve} office={snapshot.office} now={now} />
          <DoorsPanel doors={snapshot.doors} run={run} />
          <DecisionsPanel decisions={host.decisions} timeZone={snapshot.office.timeZone} />
        </div>
      ) : (
        <div className="host-grid" role="tabpanel" id="host-box" aria-labelledby="tab-box">
          <EnrolPanel run={run} />
          <HealthPanel snapshot={snapshot} />
        </div>
      )}
      <TapBanner tap={tap} failed={failed} />
    </div>
  );
}

type BarProps = {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly locksAtMs: number;
  readonly now: EpochMs;
  readonly choice: ReactNode;
};

function HostBar({ tab, onTab, locksAtMs, now, choice }: BarProps) {
  const text = useText();
  const seconds = Math.max(0, Math.ceil((locksAtMs - now) / 1000));
  return (
    <header className="bar">
      <h1 className="heard-only">{text('host.title')}</h1>
      <div className="tabs" role="tablist" aria-label={text('host.tabs')}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-controls={each === tab ? `host-${each}` : undefined}
            aria-selected={each === tab}
            onClick={() => onTab(each)}
          >
            {text(`host.tab.${each}`)}
          </button>
        ))}
      </div>
      {choice}
      <p className="locks-in">{text('host.locks-in', { seconds })}</p>
      <button type="button" className="button" onClick={() => void hostCommands.closeView()}>
        {text('host.close')}
      </button>
    </header>
  );
}
