import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { dayTop, SPARK, sparkPath } from '../rules/curve.ts';

type Props = { readonly curve: OfficeRow['curve']; readonly seats: number; readonly dayMs: number };

/** The day from midnight to midnight as a small step line, and its top in words. */
export function Spark({ curve, seats, dayMs }: Props) {
  const { text, moment } = useBoardText();
  const top = dayTop(curve, dayMs);
  if (top === null) return <span className="unknown">{text('board.today.unknown')}</span>;
  const label = text('board.today.top', { most: top.most, time: moment(top.atMs, dayMs) });
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={sparkPath(curve, seats)} />
    </svg>
  );
}
