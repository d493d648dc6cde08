import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';

/** Each door: where its leaf is, its mode, its alarm, its lock. */
export function DoorsTable({ office: { doors, online } }: { readonly office: OfficeRow }) {
  const { text } = useBoardText();
  if (doors.length === 0) return null;
  return (
    <table>
      <caption>
        {text('board.column.doors')}
        {online === false && ` (${text('board.doors.last-known')})`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text('board.details.door')}</th>
          <th scope="col">{text('board.details.leaf')}</th>
          <th scope="col">{text('board.details.mode')}</th>
          <th scope="col">{text('board.details.alarm')}</th>
          <th scope="col">{text('board.details.strike')}</th>
        </tr>
      </thead>
      <tbody>
        {doors.map(({ door, state, mode, alarm, tampered, strike }) => (
          <tr key={door}>
            <th scope="row">{door}</th>
            <td data-label={text('board.details.leaf')}>{text(`host.door.physical.${state}`)}</td>
            <td data-label={text('board.details.mode')}>{text(`host.door.mode.${mode}`)}</td>
            <td
              data-label={text('board.details.alarm')}
              className={alarm === 'normal' && !tampered ? undefined : 'alarm'}
            >
              {[
                ...(alarm === 'normal' ? [] : [text(`host.door.alarm.${alarm}`)]),
                ...(tampered ? [text('board.door.tampered')] : []),
              ].join(' · ') || text('board.nothing')}
            </td>
            <td data-label={text('board.details.strike')}>{text(`host.health.state.${strike}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
