import { useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Keypad } from './keypad.tsx';
import { Panel } from './panel.tsx';
import { RollCallDialog } from './roll-call-dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly snapshot: Snapshot; readonly run: RunCommand };

/** How many are inside against seats and fire limit, and the way to put it right. */
export function CountPanel({ snapshot: { office, occupancy, rollCall }, run }: Props) {
  const text = useText();
  const [asking, setAsking] = useState<'count' | 'roll-call' | null>(null);
  const { present, quality } = occupancy;
  const correct = (count: number) => run(hostCommands.correctCount(count));
  const save = (count: number) => {
    setAsking(null);
    correct(count);
  };
  return (
    <Panel className="count" title={text('host.count.title')}>
      <div className="count-figure">
        <strong data-testid="present">{present ?? text('host.count.unknown')}</strong>
        <span>{text(`host.count.quality.${quality}`)}</span>
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
      <div className="row">
        <CountButton label={text('host.count.less')} sign="−" to={present ? present - 1 : null} onCount={correct} />
        <CountButton
          label={text('host.count.more')}
          sign="+"
          to={present === null ? null : present + 1}
          onCount={correct}
        />
        <button type="button" className="button" onClick={() => setAsking('count')}>
          {text('host.count.set')}
        </button>
      </div>
      {asking === 'count' && <Keypad onSave={save} onCancel={() => setAsking(null)} />}
      {asking === 'roll-call' && <RollCallDialog run={run} onDone={() => setAsking(null)} />}
    </Panel>
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
