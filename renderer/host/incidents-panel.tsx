import { useState } from 'react';
import type { Incident, IncidentCategory } from '../../device/contract/incidents.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { firstWords } from '../kiosk/first-words.ts';
import { IncidentChoice } from './incident-choice.tsx';
import { IncidentDialog } from './incident-dialog.tsx';
import { IncidentsDialog } from './incidents-dialog.tsx';
import { Panel } from './panel.tsx';

/** As many as have room. */
const MOST_SHOWN = 3;
const MOST_CHARACTERS = 80;

type Props = { readonly incidents: readonly Incident[]; readonly timeZone: string; readonly now: EpochMs };

/** What has happened of late, and the way to write down what has happened now. */
export function IncidentsPanel({ incidents, timeZone, now }: Props) {
  const text = useText();
  const { past } = useMoments(timeZone);
  const [asking, setAsking] = useState<'category' | 'list' | IncidentCategory | null>(null);
  const done = () => setAsking(null);
  return (
    <Panel className="incidents" title={text('host.incidents.title')}>
      {incidents.length === 0 && <p>{text('host.incidents.none')}</p>}
      <ol>
        {incidents.slice(0, MOST_SHOWN).map((incident) => (
          <li key={incident.id}>
            <time>{past(incident.atMs, now)}</time>
            <strong>{text(`host.incident.${incident.category}`)}</strong>
            <span className="incident-text" dir="auto">
              {firstWords(incident.text, MOST_CHARACTERS)}
            </span>
          </li>
        ))}
      </ol>
      <div className="row">
        <button type="button" className="button strong" onClick={() => setAsking('category')}>
          {text('host.incidents.write')}
        </button>
        {incidents.length > 0 && (
          <button type="button" className="button quiet" onClick={() => setAsking('list')}>
            {text('host.incidents.all')}
          </button>
        )}
      </div>
      {asking === 'list' && <IncidentsDialog incidents={incidents} timeZone={timeZone} now={now} onDone={done} />}
      {asking === 'category' && <IncidentChoice onChoose={setAsking} onCancel={done} />}
      {asking !== null && asking !== 'list' && asking !== 'category' && (
        <IncidentDialog category={asking} onDone={done} />
      )}
    </Panel>
  );
}
