import type { OccupancySection, Snapshot } from '../../device/contract/api.ts';
import type { MusterEntry, MusterSection } from '../../device/contract/muster.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { musterMissing } from '../kiosk/muster-figures.ts';
import { useCounted, useMissingByArea } from './muster-head.tsx';
import { useMusterRowTexts } from './muster-row-texts.ts';

type Props = {
  readonly muster: MusterSection;
  readonly office: Snapshot['office'];
  readonly areas: OccupancySection['areas'];
  readonly now: EpochMs;
};

/** So many rows stand below each other on one sheet; more stand in two columns. */
const ONE_COLUMN = 24;

/** The whole list for the printer, which gets it alone: boxes to tick, and a line to sign. */
export function MusterSheet({ muster, office, areas, now }: Props) {
  const text = useText();
  const { stamp } = useMoments(office.timeZone);
  const { listed, safe, drill, startedAtMs, entries } = muster;
  const lines = [
    text('muster.sheet.times', { began: stamp(startedAtMs), printed: stamp(now) }),
    text('muster.sheet.figures', { listed, safe, missing: musterMissing(muster) }),
    [useCounted(muster, office.timeZone), useMissingByArea(muster, areas)].filter(Boolean).join(' · '),
  ];
  return (
    <article className="muster-sheet" aria-hidden="true">
      <h1>{text(drill ? 'muster.sheet.drill' : 'muster.sheet.title', { office: office.name })}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <ol className={entries.length > ONE_COLUMN ? 'in-columns' : ''}>
        {entries.map((row) => (
          <SheetRow key={row.entry} row={row} timeZone={office.timeZone} areas={areas} />
        ))}
      </ol>
      <p className="signature">
        <span>{text('muster.sheet.signature')}</span>
        <span>{text('muster.sheet.signed-at')}</span>
      </p>
    </article>
  );
}

type RowProps = Pick<Props, 'areas'> & { readonly row: MusterEntry; readonly timeZone: string };

function SheetRow({ row, timeZone, areas }: RowProps) {
  const text = useText();
  const { name, since, more } = useMusterRowTexts(timeZone, areas)(row);
  const said = [since, more, row.state === 'safe' && text('muster.sheet.safe')];
  return (
    <li>
      <span className="box">{row.state === 'missing' ? '' : '✓'}</span>
      <strong>{name}</strong>
      <span>{said.filter(Boolean).join(' · ')}</span>
    </li>
  );
}
