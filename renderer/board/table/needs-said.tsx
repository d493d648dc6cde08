import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { isAlarm, needsOf } from '../rules/needs.ts';

/** The most urgent that is the matter with an office, and how much there is beside it. */
export function NeedsSaid({ office }: { readonly office: OfficeRow }) {
  const { text } = useBoardText();
  const [first, ...others] = needsOf(office);
  if (first === undefined) return <span className="calm">{text('board.nothing')}</span>;
  return (
    <>
      <strong className={`need ${isAlarm(first) ? 'alarm' : 'warning'} ${first}`}>
        <span className={`lamp ${isAlarm(first) ? 'faulted' : 'warned'}`} aria-hidden="true" />
        {text(`board.need.${first}`)}
      </strong>
      {others.length > 0 && <span className="more">{text('board.needs.more', { count: others.length })}</span>}
    </>
  );
}
