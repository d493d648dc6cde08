import type { Snapshot } from '../../device/contract/api.ts';

/** Free seats, never negative; null when the count is not known. */
export function seatsFree({ office, occupancy }: Pick<Snapshot, 'office' | 'occupancy'>): number | null {
  return occupancy.present === null ? null : Math.max(0, office.seats - occupancy.present);
}

/** More dots than this cannot be told apart; each then stands for several seats. */
const MOST_DOTS = 48;

/** A row of dots for the room: true is a taken one. At least one is free while a seat is, and the other way round. */
export function seatDots(seats: number, present: number): readonly boolean[] {
  const dots = Math.min(seats, MOST_DOTS);
  const share = (Math.min(present, seats) / seats) * dots;
  const taken = present >= seats ? dots : present === 0 ? 0 : Math.min(dots - 1, Math.max(1, Math.round(share)));
  return Array.from({ length: dots }, (_, index) => index < taken);
}
