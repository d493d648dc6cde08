import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Segments } from '../ui/segments.tsx';
import type { RunCommand } from './use-host-command.ts';

const REASONS = ['request', 'investigation', 'audit'] as const;
const DAYS = [14, 30, 90] as const;

type Props = { readonly run: RunCommand; readonly onDone: () => void };

/** Why nothing is purged for a while, and for how long; both stand in the log. */
export function HoldDialog({ run, onDone }: Props) {
  const text = useText();
  const [reason, setReason] = useState<(typeof REASONS)[number]>('request');
  const hold = (days: number) => {
    run(hostCommands.holdPurge({ why: text(`host.retention.why.${reason}`), days }));
    onDone();
  };
  return (
    <Dialog title={text('host.retention.title')} onCancel={onDone}>
      <Segments
        label={text('host.retention.ask')}
        options={REASONS.map((value) => ({ value, name: text(`host.retention.why.${value}`) }))}
        chosen={reason}
        onChoose={setReason}
      />
      <div className="choices">
        {DAYS.map((days) => (
          <button key={days} type="button" className="button" onClick={() => hold(days)}>
            {text('host.retention.days', { count: days })}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.retention.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
