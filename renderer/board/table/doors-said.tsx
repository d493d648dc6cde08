import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { doorTroubles } from '../words/door-words.ts';

/** Doors with an alarm or in a mode of their own. Of an office without contact only what was known last. */
export function DoorsSaid({ office: { doors, online } }: { readonly office: OfficeRow }) {
  const words = useBoardText();
  const { text } = words;
  const lines = doors.flatMap((door) => doorTroubles(door, words).map((trouble) => ({ door: door.door, ...trouble })));
  const known = doors.length > 0 && online !== false;
  if (lines.length === 0)
    return known ? (
      <span className="calm">{text('board.doors.well', { count: doors.length })}</span>
    ) : (
      <span className="unknown">{text('board.unknown')}</span>
    );
  return (
    <ul>
      {lines.map(({ door, said, alarm }) => (
        <li key={`${door} ${said}`} className={alarm ? 'alarm' : 'warning'}>
          {`${door}: ${said}`}
          {!known && <span className="more">{text('board.doors.last-known')}</span>}
        </li>
      ))}
    </ul>
  );
}
