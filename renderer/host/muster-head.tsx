import type { Snapshot } from '../../device/contract/api.ts';
import type { MusterSection } from '../../device/contract/muster.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { missingByArea, musterMissing } from '../kiosk/muster-figures.ts';

type Props = {
  readonly muster: MusterSection;
  readonly snapshot: Pick<Snapshot, 'office' | 'occupancy'>;
};

/** How many are missing, of how many, and how sure that is. */
export function MusterHead({ muster, snapshot: { office, occupancy } }: Props) {
  const text = useText();
  const { time } = useMoments(office.timeZone);
  const missing = musterMissing(muster);
  return (
    <header className="muster-head">
      <h2 className={muster.drill ? 'drill' : 'real'}>{text(muster.drill ? 'muster.drill' : 'muster.real')}</h2>
      <p className="muster-figures" role="status">
        <strong className={missing > 0 ? 'missing' : ''}>{text('muster.missing', { count: missing })}</strong>
        <span>{text('muster.safe', { count: muster.safe })}</span>
      </p>
      <p className="muster-more">
        <span>{text('muster.began', { time: time(muster.startedAtMs) })}</span>
        <span>{useCounted(muster, office.timeZone)}</span>
        <span>{useMissingByArea(muster, occupancy.areas)}</span>
      </p>
    </header>
  );
}

/** The count as it was when the list was begun. */
export function useCounted({ present, quality, sinceMs }: MusterSection, timeZone: string): string {
  const text = useText();
  const { time } = useMoments(timeZone);
  return text(`muster.present.${quality}`, { present: present ?? 0, time: time(sinceMs) });
}

/** Empty where nobody was in a room of its own. */
export function useMissingByArea(muster: MusterSection, areas: Snapshot['occupancy']['areas']): string {
  const text = useText();
  return missingByArea(muster, areas)
    .map(({ name, missing }) => text('muster.area', { area: name, count: missing }))
    .join(' · ');
}
