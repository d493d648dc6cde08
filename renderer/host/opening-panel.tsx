import { useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { OpeningSection } from '../../device/contract/opening.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { timesToClose, timesToOpen } from '../kiosk/opening-times.ts';
import { OpeningDialog } from './opening-dialog.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = Pick<Snapshot, 'office' | 'hours'> & {
  readonly opening: OpeningSection;
  readonly now: EpochMs;
  readonly run: RunCommand;
};

/** Until when it is open today, who has decided so, and the ways to change that for today alone. */
export function OpeningPanel({ office, hours, opening, now, run }: Props) {
  const text = useText();
  const { change } = useMoments(office.timeZone);
  const [asking, setAsking] = useState<'open' | 'close' | null>(null);
  const done = () => setAsking(null);
  const toOpen = timesToOpen(hours, opening, now);
  const toClose = timesToClose(hours, opening, now);
  const { decided, planned } = opening;
  return (
    <Panel className="opening" title={text('host.opening.title')}>
      <p className="opening-now">
        <strong className={hours.open ? 'open' : 'closed'}>{text(hours.open ? 'idle.open' : 'idle.closed')}</strong>
        <span>{change(hours, now)}</span>
      </p>
      {decided !== null && (
        <p className="note">
          {text('host.opening.decided', { by: decided.by })}{' '}
          {planned.open
            ? text('host.opening.planned', { until: change(planned, now) })
            : text('host.opening.unplanned')}
        </p>
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={toOpen === null && decided === null}
          onClick={() => setAsking('open')}
        >
          {text(hours.open ? 'host.opening.longer' : 'host.opening.open')}
        </button>
        <button type="button" className="button" disabled={!hours.open} onClick={() => setAsking('close')}>
          {text('host.opening.close')}
        </button>
      </div>
      {asking !== null && (
        <OpeningDialog
          wish={asking}
          times={asking === 'open' ? toOpen : toClose}
          isDecided={decided !== null}
          timeZone={office.timeZone}
          now={now}
          run={run}
          onDone={done}
        />
      )}
    </Panel>
  );
}
