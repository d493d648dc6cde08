import type { HostView } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';

type Steps = HostView['curve'];

/** Where the plot lies inside the drawing, in its own units; beside it half the name of an hour has room. */
export const PLOT = { width: 480, height: 190, left: 34, right: 458, top: 12, bottom: 162 } as const;

const HOUR_MS = 3_600_000;
const MOST_HOUR_LABELS = 6;

export type DayCurve = {
  /** An SVG path: a step line that ends now. Empty when nothing has been counted today. */
  readonly path: string;
  readonly hours: readonly { readonly x: number; readonly at: EpochMs }[];
  readonly levels: readonly { readonly y: number; readonly present: number }[];
  readonly seatsY: number;
};

/** Today's count as a drawing. Whole hours from before the first step to now, at least two; 0 to seats or the top. */
export function dayCurve(steps: Steps, now: EpochMs, seats: number): DayCurve {
  const from = Math.floor(Math.min(steps[0]?.atMs ?? now, now - HOUR_MS) / HOUR_MS) * HOUR_MS;
  const to = Math.max(now, from + 2 * HOUR_MS);
  const top = Math.max(seats, ...steps.map((step) => step.present));
  const x = (at: number) => round(PLOT.left + ((at - from) / (to - from)) * (PLOT.right - PLOT.left));
  const y = (present: number) => round(PLOT.bottom - (present / top) * (PLOT.bottom - PLOT.top));
  const levels = [...new Set([0, seats, top])].map((present) => ({ y: y(present), present }));
  return { path: stepLine(steps, now, x, y), hours: hourMarks(from, to, x), levels, seatsY: y(seats) };
}

function stepLine(steps: Steps, now: EpochMs, x: (at: number) => number, y: (present: number) => number): string {
  const [first, ...others] = steps;
  if (first === undefined) return '';
  const moves = others.map(({ atMs, present }) => `H${x(atMs)}V${y(present)}`);
  return `M${x(first.atMs)} ${y(first.present)}${moves.join('')}H${x(now)}`;
}

function hourMarks(from: number, to: number, x: (at: number) => number): DayCurve['hours'] {
  const hours = Math.floor((to - from) / HOUR_MS);
  const every = Math.ceil((hours + 1) / MOST_HOUR_LABELS);
  const marks = Array.from({ length: Math.floor(hours / every) + 1 }, (_, index) => from + index * every * HOUR_MS);
  return marks.map((at) => ({ x: x(at), at: epochMs(at) }));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
