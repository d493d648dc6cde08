import { useState } from 'react';
import type { CorrectionReason } from '../../device/contract/access.ts';
import type { Snapshot } from '../../device/contract/api.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { CorrectCountDialog } from './correct-count-dialog.tsx';
import { Panel } from './panel.tsx';
import { RollCallDialog } from './roll-call-dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly snapshot: Snapshot; readonly run: RunCommand };

/** How many are inside against seats and fire limit, how sure that is, and the way to put it right. */
export function CountPanel({ snapshot, run }: Props) {
  const text = useText();
  const { time } = useMoments(snapshot.office.timeZone);
  const [asking, setAsking] = useState<'count' | 'roll-call' | null>(null);
  const { office, occupancy, rollCall } = snapshot;
  const { present, quality, sinceMs } = occupancy;
  const correct = (count: number, reason: CorrectionReason) => run(hostCommands.correctCount(count, reason));
  const save = (count: number, reason: CorrectionReason) => {
    setAsking(null);
    correct(count, reason);
  };
  return (
    <Panel className="count" title={text('host.count.title')}>
      <div className="count-figure">
        <strong data-testid="present" className={present === null ? 'unknown' : undefined}>
          {present ?? text('host.count.unknown')}
        </strong>
        <span>{text(`host.count.quality.${quality}`, { time: time(sinceMs) })}</span>
        <button
          type="button"
          className="button"
          disabled={rollCall?.ended === false}
          onClick={() => setAsking('roll-call')}
        >
          {text('host.roll-call.start')}
        </button>
      </div>
      <p className={limitOf(present, office) === 'host.count.limits' ? 'limit' : 'limit over'}>
        {text(limitOf(present, office), { seats: office.seats, most: office.maxPersons })}
      </p>
      <CountNotes office={office} occupancy={occupancy} />
      <div className="row">
        <CountButton
          label={text('host.count.less')}
          sign="−"
          to={present ? present - 1 : null}
          onCount={(count) => correct(count, 'left-without-tapping')}
        />
        <CountButton
          label={text('host.count.more')}
          sign="+"
          to={present === null ? null : present + 1}
          onCount={(count) => correct(count, 'came-without-tapping')}
        />
        <button type="button" className="button" onClick={() => setAsking('count')}>
          {text('host.count.set')}
        </button>
      </div>
      {asking === 'count' && <CorrectCountDialog onSave={save} onCancel={() => setAsking(null)} />}
      {asking === 'roll-call' && <RollCallDialog run={run} onDone={() => setAsking(null)} />}
    </Panel>
  );
}

/** Openings that nobody has tapped for, and rooms of their own. */
function CountNotes({ office, occupancy: { openings, areas } }: Pick<Snapshot, 'office' | 'occupancy'>) {
  const text = useText();
  const { time } = useMoments(office.timeZone);
  const rooms = areas.map(({ name, present, seats }) => {
    const values = { area: name, present: present ?? '–' };
    return seats === null ? text('host.count.area', values) : text('host.count.area.seats', { ...values, seats });
  });
  return (
    <>
      {openings.without > 0 && (
        <p className="note">{text('host.count.openings', { count: openings.without, time: time(openings.sinceMs) })}</p>
      )}
      {rooms.length > 0 && <p className="note rooms">{rooms.join(' · ')}</p>}
    </>
  );
}

type CountButtonProps = {
  readonly label: string;
  readonly sign: string;
  /** The count it leads to; without one there is nothing to press. */
  readonly to: number | null;
  readonly onCount: (count: number) => void;
};

function CountButton({ label, sign, to, onCount }: CountButtonProps) {
  const press = () => to !== null && onCount(to);
  return (
    <button type="button" className="button sign" aria-label={label} disabled={to === null} onClick={press}>
      {sign}
    </button>
  );
}

function limitOf(present: number | null, { seats, maxPersons }: Snapshot['office']): MessageId {
  if (present === null || present <= seats) return 'host.count.limits';
  return present > maxPersons ? 'host.count.over-most' : 'host.count.over-seats';
}
