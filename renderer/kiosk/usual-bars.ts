import type { Peak, UsualDaySection } from '../../device/contract/usual-day.ts';

/** The drawing's size. */
export const BARS = { width: 300, height: 76, bottom: 58 } as const;

const TOP = 6;
/** Of fewer persons than are told: a foot that is the same for one and for four. */
const FEW_HEIGHT = 5;

type Bar = { readonly y: number; readonly height: number } | null;
export type HourBars = {
  readonly hour: number;
  /** The place of the hour. */
  readonly x: number;
  readonly width: number;
  readonly today: Bar;
  readonly usual: Bar;
  /** Whether the hour is written below. */
  readonly isNamed: boolean;
};

/** A place for each hour, and in it as high a bar as there were persons, by one measure for both days. */
export function usualBars({ hours }: Pick<UsualDaySection, 'hours'>): readonly HourBars[] {
  const most = Math.max(
    10,
    ...hours.flatMap(({ today, usual }) => [today, usual].filter((each) => typeof each === 'number')),
  );
  const width = BARS.width / Math.max(1, hours.length);
  const bar = (peak: Peak): Bar => {
    if (peak === null) return null;
    const height = peak === 'few' ? FEW_HEIGHT : (peak / most) * (BARS.bottom - TOP);
    return { y: BARS.bottom - height, height };
  };
  const every = Math.ceil(hours.length / 6);
  return hours.map(({ hour, today, usual }, index) => ({
    ...{ hour, x: index * width, width },
    ...{ today: bar(today), usual: bar(usual), isNamed: index % every === 0 },
  }));
}
