import type { Snapshot } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { seatsFree } from '../kiosk/seats.ts';
import { SeatPicture } from './seat-picture.tsx';

/** Seats free, as a figure and, where there is room, as a picture; or that it is not known, rather than a figure that may be wrong. */
export function Room({ snapshot, drawn }: { readonly snapshot: Snapshot; readonly drawn: boolean }) {
  const text = useText();
  const free = seatsFree(snapshot);
  if (free === null) return <p className="seats-unknown">{text('idle.seats-unknown')}</p>;
  const { seats } = snapshot.office;
  return (
    <>
      <p className="seats">
        <strong>{free}</strong> <span>{text('idle.seats-free', { free })}</span>
        <span className="heard-only">{text('idle.seats-taken', { taken: seats - free, seats })}</span>
      </p>
      {drawn && <SeatPicture seats={seats} present={seats - free} />}
    </>
  );
}
