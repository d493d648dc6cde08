import { useState } from 'react';
import type { HostView } from '../../device/contract/api.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { ExportDialog } from './export-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { Panel } from './panel.tsx';
import { RetentionDialog } from './retention-dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly host: HostView; readonly timeZone: string; readonly run: RunCommand };

/** Whether what is kept goes in its time, the hold on that (gallringsstopp); and the ways to read of it, and to take it out. */
export function RetentionPanel({ host: { retention, exports }, timeZone, run }: Props) {
  const text = useText();
  const { time, date } = useMoments(timeZone);
  const [asking, setAsking] = useState<'hold' | 'kept' | 'exports' | null>(null);
  const done = () => setAsking(null);
  const { lastPurgeAtMs, waitsForClock, hold } = retention;
  const last =
    lastPurgeAtMs === null
      ? text('host.retention.not-yet')
      : text('host.retention.last', { time: time(lastPurgeAtMs) });
  return (
    <Panel className="retention" title={text('host.retention.title')}>
      {hold === null ? (
        <p>{waitsForClock ? text('host.retention.clock') : last}</p>
      ) : (
        <p className="held">{text('host.retention.held', { date: date(hold.untilMs), why: hold.why, by: hold.by })}</p>
      )}
      <div className="row">
        <button type="button" className="button" onClick={() => setAsking('kept')}>
          {text('host.retention.kept')}
        </button>
        <button type="button" className="button" onClick={() => setAsking('exports')}>
          {text('host.export.open')}
        </button>
        {hold === null ? (
          <button type="button" className="button" onClick={() => setAsking('hold')}>
            {text('host.retention.hold')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => run(hostCommands.releasePurge())}>
            {text('host.retention.release')}
          </button>
        )}
      </div>
      {asking === 'hold' && <HoldDialog run={run} onDone={done} />}
      {asking === 'exports' && <ExportDialog exports={exports} onDone={done} />}
      {asking === 'kept' && <RetentionDialog retention={retention} timeZone={timeZone} onDone={done} />}
    </Panel>
  );
}
