import { type SeatMark, seatPicture } from '../kiosk/seats.ts';

type Props = { readonly seats: number; readonly present: number };

/** Who sits there and what is free, told apart by shape: somebody, or an empty ring. The text beside it says the same. */
export function SeatPicture({ seats, present }: Props) {
  const picture = seatPicture(seats, present);
  if (picture.kind === 'bar')
    return (
      <svg className="seat-picture" viewBox="0 0 300 24" aria-hidden="true">
        <rect className="free" x="1" y="1" width="298" height="22" rx="11" />
        {picture.taken > 0 && <rect className="taken" x="5" y="5" width={290 * picture.taken} height="14" rx="7" />}
      </svg>
    );
  const { rows, width, height, marks } = picture;
  return (
    <svg className={`seat-picture rows-${rows}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {marks.map((mark) => (
        <Mark key={`${mark.x},${mark.y}`} {...mark} />
      ))}
    </svg>
  );
}

/** Head and shoulders; or nobody. */
function Mark({ x, y, taken }: SeatMark) {
  if (!taken) return <circle className="free" cx={x} cy={y} r="6.5" />;
  return (
    <path
      className="taken"
      d={`M${x - 8} ${y + 9}a8 8 0 0 1 16 0zM${x - 4.5} ${y - 4.5}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z`}
    />
  );
}
