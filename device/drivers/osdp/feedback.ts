import type { ReaderFeedback } from '../../ports/card-reader.ts';
import type { Command, LedLook } from './commands.ts';

type Sound = { readonly on: number; readonly off: number; readonly times: number };

type Signal = {
  readonly look: LedLook;
  /** How long, in 100 ms; or from now on. */
  readonly tenths: number | 'settled';
  readonly sound: Sound | null;
};

const OFF = 0;
const RED = 1;
const GREEN = 2;
const AMBER = 3;

/** The longest text that a reader takes (SIA OSDP 2.2 §6.12). */
const LONGEST_TEXT = 32;

const steady = (colour: number): LedLook => ({ on: 1, off: 0, onColour: colour, offColour: colour });
const blinking = (colour: number, on: number, off: number): LedLook => ({ on, off, onColour: colour, offColour: OFF });

/** Colour is never alone: each differs in rhythm or sound too. */
const SIGNALS: Readonly<Record<ReaderFeedback, Signal>> = {
  idle: { look: steady(RED), tenths: 'settled', sound: null },
  granted: { look: steady(GREEN), tenths: 30, sound: { on: 3, off: 0, times: 1 } },
  denied: { look: blinking(RED, 2, 2), tenths: 20, sound: { on: 1, off: 1, times: 3 } },
  busy: { look: steady(AMBER), tenths: 50, sound: null },
  'pin-wanted': { look: blinking(AMBER, 3, 3), tenths: 150, sound: { on: 1, off: 0, times: 1 } },
  unavailable: { look: blinking(AMBER, 2, 18), tenths: 'settled', sound: null },
};

/** What stands on the reader's display: the one language of a display that cannot be asked for another. */
const TEXTS: Readonly<Record<ReaderFeedback, string>> = {
  idle: 'Visa kort eller kod',
  granted: 'Välkommen',
  denied: 'Inget tillträde',
  busy: 'Ett ögonblick',
  'pin-wanted': 'Slå din PIN-kod',
  unavailable: 'Dörren är ur funktion',
};

/** The commands that show it; with text on a reader that has a display, as far as it is ASCII without its accents. */
export function feedbackCommands(feedback: ReaderFeedback, withText: boolean): readonly Command[] {
  const { look, tenths, sound } = SIGNALS[feedback];
  const commands: Command[] = [{ kind: 'led', led: 0, look, tenths }];
  if (sound !== null) commands.push({ kind: 'buzzer', ...sound });
  const seconds = tenths === 'settled' ? 0 : Math.ceil(tenths / 10);
  if (withText) commands.push({ kind: 'text', text: plainAscii(TEXTS[feedback]), seconds });
  return commands;
}

function plainAscii(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_TEXT);
}
