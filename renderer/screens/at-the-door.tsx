import { useState } from 'react';
import type { DoorHealth, Snapshot, TapOutcome } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { type Answer, visitorCommands } from '../live/commands.ts';
import { Companions } from './companions.tsx';

type Props = { readonly snapshot: Snapshot; readonly tap: TapOutcome & { readonly outcome: 'granted' } };

/** What whoever is being let in may ask for, and what came of it. */
export function AtTheDoor({ snapshot, tap }: Props) {
  const text = useText();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const door = snapshot.doors.find(({ id }) => id === tap.door);
  const noted = answered?.answer.ok === true;
  return (
    <>
      {door?.mode === 'accessed' && door.extended && <p className="welcome-note">{text('granted.more-time.given')}</p>}
      {answered && <Noted {...answered} />}
      <div className="row">
        {door?.mode === 'accessed' && !door.extended && <MoreTime door={door} />}
        {tap.direction === 'in' && !noted && (
          <Companions tap={tap.id} onAnswer={(answer, companions) => setAnswered({ answer, companions })} />
        )}
      </div>
    </>
  );
}

/** For whoever comes with a wheelchair, a pram or bags. */
function MoreTime({ door: { id } }: { readonly door: DoorHealth }) {
  const text = useText();
  return (
    <button type="button" className="button" onClick={() => void visitorCommands.moreTime(id)}>
      {text('granted.more-time')}
    </button>
  );
}

type Answered = { readonly answer: Answer; readonly companions: number };

function Noted({ answer, companions }: Answered) {
  const text = useText();
  const failure = (code: string) => (code === 'office-full' ? 'companions.office-full' : 'companions.failed');
  return (
    <p className="welcome-note" role="status">
      {answer.ok ? text('companions.thanks', { total: companions + 1 }) : text(failure(answer.error.code))}
    </p>
  );
}
