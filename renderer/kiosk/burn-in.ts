import { type EpochMs, minutes } from '../../device/contract/units.ts';

/** So long does the idle picture stay where it is: nobody sees it move, and no edge stands in one place all day. */
export const STAYS_FOR = minutes(5);

/** CSS pixels along and across the lines; each step is one pixel, and the way comes back to where it began. */
const WAY: readonly (readonly [number, number])[] = [
  ...([0, 1, 2, 3, 4] as const).map((inline) => [inline, 0] as const),
  ...([1, 2, 3, 4] as const).map((block) => [4, block] as const),
  ...([3, 2, 1, 0] as const).map((inline) => [inline, 4] as const),
  ...([3, 2, 1] as const).map((block) => [0, block] as const),
];

/** How far the idle picture lies from its place at this time, 0 to 4 CSS pixels each way. */
export function idleShift(at: EpochMs): { readonly inline: number; readonly block: number } {
  const [inline, block] = WAY[Math.floor(at / STAYS_FOR) % WAY.length] ?? [0, 0];
  return { inline, block };
}
