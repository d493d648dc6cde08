import type { Snapshot } from '../../device/contract/api.ts';

/** Free seats, never negative; null when the count is not known. */
export function seatsFree({ office, occupancy }: Pick<Snapshot, 'office' | 'occupancy'>): number | null {
  return occupancy.present === null ? null : Math.max(0, office.seats - occupancy.present);
}

/** A mark in the picture, by the middle of its place; a place is 20 wide and 22 high. */
export type SeatMark = { readonly x: number; readonly y: number; readonly taken: boolean };

export type SeatPicture =
  | {
      readonly kind: 'marks';
      readonly rows: number;
      readonly width: number;
      readonly height: number;
      readonly marks: readonly SeatMark[];
    }
  /** `taken`: the part that is, from 0 to 1. */
  | { readonly kind: 'bar'; readonly taken: number };

/** More marks than these tell less than a bar does. */
const MOST_MARKS = 60;
const GROUP = 5;
/** Between two groups. */
const GAP = 10;
const STEP = { x: 20, y: 22 };

/**
 * The room as a picture: a mark for each seat, the taken ones first, in groups of five as one would count them; of a
 * large room a bar. Everybody beyond the seats is in no mark.
 */
export function seatPicture(seats: number, present: number): SeatPicture {
  const taken = Math.min(seats, present);
  if (seats > MOST_MARKS) return { kind: 'bar', taken: taken / seats };
  const columns = columnsOf(seats);
  const x = (column: number) => column * STEP.x + Math.floor(column / GROUP) * GAP + STEP.x / 2;
  const marks = Array.from({ length: seats }, (_, index) => ({
    x: x(index % columns),
    y: Math.floor(index / columns) * STEP.y + STEP.y / 2,
    taken: index < taken,
  }));
  const rows = Math.ceil(seats / columns);
  return { kind: 'marks', rows, width: x(columns - 1) + STEP.x / 2, height: rows * STEP.y, marks };
}

/** Two rows, as long as these are not too long to be seen at once; else three. Rows are of whole groups. */
function columnsOf(seats: number): number {
  const rows = seats <= 2 * GROUP ? 1 : seats <= 40 ? 2 : 3;
  return Math.ceil(seats / rows / GROUP) * GROUP;
}
