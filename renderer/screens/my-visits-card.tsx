import type { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';

type Props = { readonly stored: MyVisitsAnswer; readonly timeZone: string };

/** What is stored about the card itself. */
export function MyVisitsCard({ stored: { card, libraryUntilMs }, timeZone }: Props) {
  const text = useText();
  const { fullDate: date } = useMoments(timeZone);
  return (
    <section className="own-card">
      <h2>{text('my-visits.card.title')}</h2>
      <ul>
        {card === null && <li>{text('my-visits.card.none')}</li>}
        {card !== null && (
          <>
            {card.blocked && <li>{text('denied.credential-blocked.why')}</li>}
            <li>{text(`my-visits.card.role.${card.role}`)}</li>
            {card.sinceMs !== null && <li>{text('my-visits.card.since', { date: date(card.sinceMs) })}</li>}
            <li>{text(card.hasPin ? 'my-visits.card.pin' : 'my-visits.card.no-pin')}</li>
            <li>
              {card.validUntilMs === null
                ? text('my-visits.card.no-end')
                : text('my-visits.card.until', { date: date(card.validUntilMs) })}
            </li>
          </>
        )}
        {libraryUntilMs !== null && <li>{text('my-visits.library', { date: date(libraryUntilMs) })}</li>}
      </ul>
    </section>
  );
}
