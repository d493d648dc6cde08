import type { TapOutcome } from '../../device/contract/api.ts';

export type Note = { readonly hertz: number; readonly atS: number; readonly forS: number };

/** `rings`: each note dies away by itself, as a bell's. */
export type Tune = { readonly notes: readonly Note[]; readonly rings?: boolean };

/** The same note again and again, each `everyS` after the one before. */
const repeated = (hertz: number, times: number, { everyS, forS }: { everyS: number; forS: number }) =>
  Array.from({ length: times }, (_, index) => ({ hertz, atS: index * everyS, forS }));

/**
 * What the box has to say without words. Told apart by number and direction alone, for whoever hears no pitch; none is
 * above 800 Hz, which carries in a room, is not shrill, and is heard in old age.
 */
export const tunes = {
  /** One double tone that rises. */
  grant: {
    notes: [
      { hertz: 523, atS: 0, forS: 0.16 },
      { hertz: 784, atS: 0.14, forS: 0.34 },
    ],
  },
  /** Three short ones, low. */
  deny: { notes: repeated(233, 3, { everyS: 0.22, forS: 0.15 }) },
  /** Two alike: there is something to be read. */
  look: { notes: repeated(440, 2, { everyS: 0.3, forS: 0.2 }) },
  /** A doorbell's two strokes, falling. */
  closing: {
    notes: [
      { hertz: 659, atS: 0, forS: 1.2 },
      { hertz: 523, atS: 0.7, forS: 1.6 },
    ],
    rings: true,
  },
  /** The same for every key, so that nobody hears which one it was. */
  key: { notes: repeated(440, 1, { everyS: 0, forS: 0.06 }) },
  /** Two rounds of the three pulses of ISO 8201, at 520 Hz: what wakes, and is heard with a hearing loss (NFPA 72). */
  evacuation: {
    notes: [0, 4].flatMap((roundS) =>
      repeated(520, 3, { everyS: 1, forS: 0.5 }).map((note) => ({ ...note, atS: roundS + note.atS })),
    ),
  },
} as const satisfies Record<string, Tune>;

/** What an outcome sounds like: the door's own two answers, and one for all that has to be read. */
export function tuneOf(outcome: TapOutcome['outcome']): Tune {
  if (outcome === 'granted') return tunes.grant;
  return outcome === 'denied' ? tunes.deny : tunes.look;
}

/** When its last note has ended, in seconds from its beginning. */
export function lengthOf({ notes }: Tune): number {
  return Math.max(...notes.map(({ atS, forS }) => atS + forS));
}
