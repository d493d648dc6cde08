import { useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { MusterSection } from '../../device/contract/muster.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { musterPage } from '../kiosk/muster-figures.ts';
import { hostCommands } from '../live/commands.ts';
import { CountDialog } from './count-dialog.tsx';
import { MusterEndDialog } from './muster-end-dialog.tsx';
import { MusterHead } from './muster-head.tsx';
import { MusterRow } from './muster-row.tsx';
import { MusterSheet } from './muster-sheet.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = {
  readonly muster: MusterSection | null;
  readonly snapshot: Pick<Snapshot, 'office' | 'occupancy' | 'evacuation'>;
  readonly now: EpochMs;
  readonly run: RunCommand;
};

/** The muster list, or the ways to begin one. */
export function MusterTab({ muster, snapshot, now, run }: Props) {
  if (muster === null) return <MusterStart run={run} />;
  return (
    <>
      <MusterList muster={muster} snapshot={snapshot} run={run} />
      <MusterSheet muster={muster} office={snapshot.office} areas={snapshot.occupancy.areas} now={now} />
    </>
  );
}

function MusterStart({ run }: Pick<Props, 'run'>) {
  const text = useText();
  return (
    <Panel className="muster-start" title={text('muster.title')}>
      <p>{text('muster.start.more')}</p>
      <div className="row">
        <button type="button" className="button alarming" onClick={() => run(hostCommands.startMuster(false))}>
          {text('muster.start.real')}
        </button>
        <button type="button" className="button" onClick={() => run(hostCommands.startMuster(true))}>
          {text('muster.start.drill')}
        </button>
      </div>
    </Panel>
  );
}

/** The most that are added at once. */
const MOST_DIGITS = 2;

function MusterList({ muster, snapshot, run }: Omit<Props, 'now' | 'muster'> & { readonly muster: MusterSection }) {
  const text = useText();
  const { office, occupancy } = snapshot;
  const [wanted, setWanted] = useState(0);
  const [asking, setAsking] = useState<'add' | 'end' | null>(null);
  const { page, pages, rows } = musterPage(muster.entries, wanted);
  const done = () => setAsking(null);
  const add = (persons: number) => {
    run(hostCommands.addToMuster(persons));
    done();
  };
  return (
    <section className="panel muster-list" aria-label={text('muster.title')}>
      <MusterHead muster={muster} snapshot={snapshot} />
      <ol className="muster-rows">
        {rows.map((row) => (
          <MusterRow key={row.entry} row={row} timeZone={office.timeZone} areas={occupancy.areas} run={run} />
        ))}
      </ol>
      {rows.length === 0 && <p className="muster-nobody">{text('muster.nobody')}</p>}
      <div className="bar">
        <button type="button" className="button" onClick={() => setAsking('add')}>
          {text('muster.add')}
        </button>
        {pages > 1 && (
          <button type="button" className="button" onClick={() => setWanted((page + 1) % pages)}>
            {text('muster.others', { page: page + 1, pages })}
          </button>
        )}
        <button type="button" className="button" onClick={() => print()}>
          {text('muster.print')}
        </button>
        <button type="button" className="button" onClick={() => setAsking('end')}>
          {text('muster.end')}
        </button>
      </div>
      {asking === 'add' && (
        <CountDialog title={text('muster.add.title')} least={1} mostDigits={MOST_DIGITS} onSave={add} onCancel={done} />
      )}
      {asking === 'end' && <MusterEndDialog muster={muster} run={run} onDone={done} />}
    </section>
  );
}
