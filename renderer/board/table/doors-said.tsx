import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { doorTroubles } from '../words/door-words.ts';

/** Doors with an alarm or in a mode of their own. Of an office without contact only what was known last. */
export function DoorsSaid({ office: { doors, online } }: { readonly office: OfficeRow }) {
  const words = useBoardText();
  const { text } = words;
  const lines = doors.flatMap((door) => {
    const troubles = doorTroubles(door, words);
    return troubles.length === 0 ? [] : [{ door: door.door, troubles }];
  });
  const known = doors.length > 0 && online !== false;
  if (lines.length === 0)
    return known ? (
      <span className="calm">{text('board.doors.well', { count: doors.length })}</span>
    ) : (
      <span className="unknown">{text('board.unknown')}</span>
    );
  return (
    <ul>
      {lines.map(({ door, troubles }) => (
        <li key={door}>
          <span className="more">{known ? door : `${door}, ${text('board.doors.last-known')}`}</span>
          {troubles.map(({ said, alarm }) => (
            <span key={said} className={alarm ? 'alarm' : 'warning'}>
              {said}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
