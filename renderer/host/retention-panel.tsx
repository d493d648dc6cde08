import { useState } from 'react';
import type { RetentionSection } from '../../device/contract/retention.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly retention: RetentionSection; readonly timeZone: string; readonly run: RunCommand };

/** How long visits are kept, whether that is kept to, and the hold on it (gallringsstopp). */
export function RetentionPanel({ retention: { visitDays, lastPurgeAtMs, waitsForClock, hold }, timeZone, run }: Props) {
  const text = useText();
  const { time, date } = useMoments(timeZone);
  const [asks, setAsks] = useState(false);
  const last =
    lastPurgeAtMs === null
      ? text('host.retention.not-yet')
      : text('host.retention.last', { time: time(lastPurgeAtMs) });
  return (
    <Panel className="retention" title={text('host.retention.title')}>
      <p>
        {text('host.retention.rule', { count: visitDays })} {waitsForClock ? text('host.retention.clock') : last}
      </p>
      {hold === null ? (
        <button type="button" className="button" onClick={() => setAsks(true)}>
          {text('host.retention.hold')}
        </button>
      ) : (
        <>
          <p className="held">
            {text('host.retention.held', { date: date(hold.untilMs), why: hold.why, by: hold.by })}
          </p>
          <button type="button" className="button" onClick={() => run(hostCommands.releasePurge())}>
            {text('host.retention.release')}
          </button>
        </>
      )}
      {asks && <HoldDialog run={run} onDone={() => setAsks(false)} />}
    </Panel>
  );
}
