import type { Snapshot } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { seatDots, seatsFree } from '../kiosk/seats.ts';

/** Seats free, as a figure and as a picture; or that it is not known, rather than a figure that may be wrong. */
export function Room({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText();
  const free = seatsFree(snapshot);
  if (free === null) return <p className="seats-unknown">{text('idle.seats-unknown')}</p>;
  const { seats } = snapshot.office;
  return (
    <>
      <p className="seats">
        <strong>{free}</strong> <span>{text('idle.seats-free', { free })}</span>
      </p>
      <Dots seats={seats} taken={seats - free} label={text('idle.seats-picture', { taken: seats - free, seats })} />
    </>
  );
}

const COLUMNS = 12;
const STEP = 20;

function Dots({ seats, taken, label }: { readonly seats: number; readonly taken: number; readonly label: string }) {
  const dots = seatDots(seats, taken).map((isTaken, index) => ({
    isTaken,
    x: (index % COLUMNS) * STEP + STEP / 2,
    y: Math.floor(index / COLUMNS) * STEP + STEP / 2,
  }));
  const rows = Math.ceil(dots.length / COLUMNS);
  return (
    <svg className="dots" viewBox={`0 0 ${COLUMNS * STEP} ${rows * STEP}`} role="img" aria-label={label}>
      {dots.map(({ isTaken, x, y }) => (
        <circle key={`${x},${y}`} className={isTaken ? 'taken' : 'free'} cx={x} cy={y} r={isTaken ? 7 : 6.25} />
      ))}
    </svg>
  );
}
