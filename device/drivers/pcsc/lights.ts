import type { ReaderFeedback } from '../../ports/card-reader.ts';

/** P2 of the command: what stays after the blinking, and what blinks, from which state. */
const STAYS_RED = 0x01;
const SETS_BOTH = 0x0c;
const BEGINS = { red: 0x10, green: 0x20, both: 0x30 } as const;
const BLINKS = { red: 0x40, green: 0x80, both: 0xc0 } as const;
const SOUND = { none: 0, whileOn: 1 } as const;

/** Times in 100 ms. */
type Blinking = {
  readonly lamp: keyof typeof BLINKS;
  readonly on: number;
  readonly off: number;
  readonly times: number;
  readonly sound: number;
};

/** Colour is never alone: each differs in rhythm or sound too. */
const SIGNALS: Readonly<Record<ReaderFeedback, Blinking | null>> = {
  idle: null,
  granted: { lamp: 'green', on: 5, off: 0, times: 1, sound: SOUND.whileOn },
  denied: { lamp: 'red', on: 1, off: 1, times: 3, sound: SOUND.whileOn },
  busy: { lamp: 'both', on: 5, off: 0, times: 1, sound: SOUND.none },
  'pin-wanted': { lamp: 'both', on: 3, off: 3, times: 2, sound: SOUND.whileOn },
  unavailable: { lamp: 'red', on: 2, off: 8, times: 1, sound: SOUND.none },
};

/** Whether a reader of this PC/SC name takes the command. */
export function hasLights(name: string): boolean {
  return /ACR122|ACR1222|ACR125[12]/.test(name);
}

/**
 * Bi-color LED and buzzer control of the ACR122U (ACS API 2.04, §6.2): `FF 00 40 P2 04 T1 T2 repetitions sound`; red is
 * lit when it is over. Null where nothing is shown.
 */
export function lightsCommand(feedback: ReaderFeedback): readonly number[] | null {
  const signal = SIGNALS[feedback];
  if (signal === null) return null;
  const { lamp, on, off, times, sound } = signal;
  const p2 = STAYS_RED | SETS_BOTH | BEGINS[lamp] | BLINKS[lamp];
  return [0xff, 0x00, 0x40, p2, 0x04, on, off, times, sound];
}
