import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { partName, partsInTrouble } from '../words/part-words.ts';

/** Which part of the box wants looking after; the details say why. */
export function PartsSaid({ health }: Pick<OfficeRow, 'health'>) {
  const words = useBoardText();
  const { text } = words;
  if (health === null) return <span className="unknown">{text('board.unknown')}</span>;
  const [first, ...others] = partsInTrouble(health.parts);
  if (first === undefined)
    return health.status === 'ok' ? (
      <span className="calm">{text('board.parts.well')}</span>
    ) : (
      <span className="warning">{text('board.parts.degraded')}</span>
    );
  return (
    <>
      <span className="warning">{`${partName(first.part, words)}: ${text(`host.health.state.${first.state}`)}`}</span>
      {others.length > 0 && <span className="more">{text('board.needs.more', { count: others.length })}</span>}
    </>
  );
}
