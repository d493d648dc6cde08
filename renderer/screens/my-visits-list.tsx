import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { MyVisit, MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { nearness } from '../kiosk/nearness.ts';
import { isNothingStored } from '../kiosk/take-along.ts';

/** As many as there is room for at 800×480: by themselves, and above the buttons that lead to the others. */
const MOST_ALONE = 4;
const MOST_ON_A_PAGE = 3;

type Props = { readonly stored: MyVisitsAnswer; readonly timeZone: string; readonly now: EpochMs };

/** The visits that can be told to be the card's, newest first. */
export function MyVisitsList({ stored, timeZone, now }: Props) {
  const text = useText();
  const [page, setPage] = useState(0);
  const { visits } = stored;
  const size = visits.length > MOST_ALONE ? MOST_ON_A_PAGE : MOST_ALONE;
  const pages = Math.max(1, Math.ceil(visits.length / size));
  const shown = Math.min(page, pages - 1);
  return (
    <section className="own-visits">
      {visits.length === 0 && <p className="own-none">{text(noneOf(stored))}</p>}
      {visits.length > 0 && (
        <ul>
          {visits.slice(shown * size, (shown + 1) * size).map((visit) => (
            <li key={`${visit.enteredMs} ${visit.leftMs}`}>
              <Visit visit={visit} timeZone={timeZone} now={now} />
            </li>
          ))}
        </ul>
      )}
      {pages > 1 && <Pages shown={shown} pages={pages} onChoose={setPage} />}
    </section>
  );
}

function noneOf(stored: MyVisitsAnswer) {
  return isNothingStored(stored) ? 'my-visits.nothing' : (`my-visits.none.${stored.pseudonyms}` as const);
}

type VisitProps = { readonly visit: MyVisit; readonly timeZone: string; readonly now: EpochMs };

function Visit({ visit: { door, enteredMs, leftMs, endedBy, companions }, timeZone, now }: VisitProps) {
  const text = useText();
  const intl = useIntl();
  const { time } = useMoments(timeZone);
  const at = epochMs(enteredMs ?? leftMs ?? now);
  // One that is not after now is of today if now is not of a later day.
  const isToday = nearness(now, at, timeZone) === 'today';
  const day = isToday ? text('my-visits.today') : intl.formatDate(at, { day: 'numeric', month: 'long', timeZone });
  const shape = enteredMs === null ? 'exit' : leftMs === null ? 'lasts' : 'ended';
  const more = [
    door,
    endedBy && text(`my-visits.ended.${endedBy}`),
    companions > 0 && text('my-visits.companions', { companions }),
  ];
  return (
    <>
      <strong>{text(`my-visits.when.${shape}`, { day, time: time(at), until: time(leftMs ?? at) })}</strong>
      <span>{more.filter(Boolean).join(' · ')}</span>
    </>
  );
}

type PagesProps = {
  readonly shown: number;
  readonly pages: number;
  readonly onChoose: (page: number) => void;
};

function Pages({ shown, pages, onChoose }: PagesProps) {
  const text = useText();
  return (
    <div className="row own-pages">
      <button type="button" className="button quiet" disabled={shown === 0} onClick={() => onChoose(shown - 1)}>
        {text('my-visits.newer')}
      </button>
      <p>{text('my-visits.page', { count: shown + 1, total: pages })}</p>
      <button type="button" className="button quiet" disabled={shown === pages - 1} onClick={() => onChoose(shown + 1)}>
        {text('my-visits.older')}
      </button>
    </div>
  );
}
