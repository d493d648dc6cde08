import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';

/** How many are inside of how many seats, as figure and as bar, and how sure that is. Never a figure that is not known. */
export function InsideSaid({ occupancy }: Pick<OfficeRow, 'occupancy'>) {
  const { text, figure } = useBoardText();
  if (occupancy === null || occupancy.present === null) return <span className="unknown">{text('board.unknown')}</span>;
  const { present, seats, quality, band } = occupancy;
  return (
    <>
      <span className="figures">
        <strong>{figure(present)}</strong> {text('board.inside.of', { seats: figure(seats) })}
      </span>
      <svg className={`bar ${band ?? ''}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={seats === 0 ? 0 : Math.min(100, (present / seats) * 100)} height="6" />
      </svg>
      <span className="more">{text(`board.quality.${quality}`)}</span>
    </>
  );
}
