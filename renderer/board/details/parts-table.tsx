import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { partName, partTrouble } from '../words/part-words.ts';

type Props = Pick<OfficeRow, 'health'> & { readonly dayMs: number };

/** Each part of the box, since when it is as it is, and what is the matter with it. */
export function PartsTable({ health, dayMs }: Props) {
  const words = useBoardText();
  const { text, moment } = words;
  if (health === null) return null;
  return (
    <table>
      <caption>{text('board.column.parts')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('board.details.part')}</th>
          <th scope="col">{text('board.details.state')}</th>
          <th scope="col">{text('board.details.since')}</th>
          <th scope="col">{text('board.details.what')}</th>
        </tr>
      </thead>
      <tbody>
        {health.parts.map((part) => (
          <tr key={part.part}>
            <th scope="row">{partName(part.part, words)}</th>
            <td data-label={text('board.details.state')} className={part.state === 'faulted' ? 'alarm' : undefined}>
              <span className={`lamp ${part.warningCode ? 'warned' : part.state}`} aria-hidden="true" />
              {text(`host.health.state.${part.state}`)}
            </td>
            <td data-label={text('board.details.since')}>{moment(part.sinceMs, dayMs)}</td>
            <td data-label={text('board.details.what')}>{partTrouble(part, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
