import { useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { screenCommands } from '../live/screen-commands.ts';
import { AnnouncementDialog } from './announcement-dialog.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = {
  readonly told: Snapshot['hostAnnouncement'];
  readonly timeZone: string;
  readonly now: EpochMs;
  readonly run: RunCommand;
};

/** What visitors are told on the idle screen by whoever is here. */
export function AnnouncementPanel({ told, timeZone, now, run }: Props) {
  const text = useText();
  const { moment } = useMoments(timeZone);
  const [writes, setWrites] = useState(false);
  return (
    <Panel className="told" title={text('host.announcement.title')}>
      {told ? (
        <>
          <p className="told-text" dir="auto">
            {told.text}
          </p>
          <p className="told-until">{text('host.announcement.until', { until: moment(epochMs(told.untilMs), now) })}</p>
        </>
      ) : (
        <p className="told-nothing">{text('host.announcement.none')}</p>
      )}
      <div className="row">
        <button type="button" className="button strong" onClick={() => setWrites(true)}>
          {text(told ? 'host.announcement.other' : 'host.announcement.write')}
        </button>
        {told && (
          <button type="button" className="button" onClick={() => run(screenCommands.withdraw())}>
            {text('host.announcement.withdraw')}
          </button>
        )}
      </div>
      {writes && <AnnouncementDialog onDone={() => setWrites(false)} />}
    </Panel>
  );
}
