import { useState } from 'react';
import type { Incident } from '../../device/contract/incidents.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

type Props = {
  readonly incidents: readonly Incident[];
  readonly timeZone: string;
  readonly now: EpochMs;
  readonly onDone: () => void;
};

/** One incident after the other, the newest first, with all that was written of it. */
export function IncidentsDialog({ incidents, timeZone, now, onDone }: Props) {
  const text = useText();
  const { past } = useMoments(timeZone);
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, incidents.length - 1);
  const shown = incidents[at];
  if (shown === undefined) return null;
  return (
    <Dialog className="incident-read" title={text(`host.incident.${shown.category}`)} onCancel={onDone}>
      <p className="incident-when">{text('host.incidents.by', { time: past(shown.atMs, now), by: shown.by })}</p>
      <p className="incident-whole" dir="auto">
        {shown.text || text('host.incidents.no-text')}
      </p>
      <div className="row">
        <button type="button" className="button" disabled={at === 0} onClick={() => setWanted(at - 1)}>
          {text('host.incidents.newer')}
        </button>
        <button
          type="button"
          className="button"
          disabled={at === incidents.length - 1}
          onClick={() => setWanted(at + 1)}
        >
          {text('host.incidents.older')}
        </button>
        <button type="button" className="button strong" onClick={onDone}>
          {text('host.incidents.close')}
        </button>
      </div>
    </Dialog>
  );
}
