import type { PresentedCredential } from '../contract/access.ts';
import type { ReaderId } from '../contract/ids.ts';
import type { NdefFault, NdefRecord } from '../contract/ndef.ts';
import type { Result } from '../contract/result.ts';
import type { PartStatus, ReaderKind } from '../contract/status.ts';
import type { MonotonicMs } from '../contract/units.ts';
import type { SealedNumber } from './patron-directory.ts';

/**
 * What a reader shows and sounds to the person before it; the same meaning on each kind. All but `idle` and
 * `unavailable` end by themselves. `unavailable`: the box cannot decide now.
 */
export const READER_FEEDBACK = ['idle', 'granted', 'denied', 'busy', 'pin-wanted', 'unavailable'] as const;
export type ReaderFeedback = (typeof READER_FEEDBACK)[number];

/** A card came into the field of a reader. `readAt` is on the controller's monotonic clock. */
export type CardPresented = {
  readonly credential: PresentedCredential;
  /** Of a printed code, for a library that may be asked about it; null where there is none, or it is not to be told. */
  readonly number: SealedNumber | null;
  readonly readAt: MonotonicMs;
};

export interface CardReaderListener {
  /** Once for each time that a card comes into the field; a card that stays there is not told again. */
  cardPresented(card: CardPresented): void;
  cardRemoved(): void;
  /** At the reader's own keypad: digits, `*` and `#`. Never kept, never told. */
  keysPressed(keys: string): void;
  /** What was presented could not be read as any credential; `code` is stable, and holds nothing of the card. */
  cardUnreadable(code: string): void;
  /** Something came from the device that was not taken; `code` is stable. Seldom, however often it comes. */
  messageRefused(code: string): void;
  statusChanged(status: PartStatus): void;
}

/** What an installer does to a reader from the box. */
export interface ReaderService {
  /** Lets it be given a key of its own for a minute; it reads no card meanwhile. False when it has not taken one. */
  installKey(): Promise<boolean>;
  /** Tells it where it is to be found from now on. False when it has not said within 3 s that it goes there. */
  move(address: number, baudRate: number): Promise<boolean>;
}

/**
 * One logical reader at a door. It heals itself: after `start` it goes on for ever, whatever becomes of the hardware,
 * and tells by its status what it is worth. It never throws across this border.
 */
export interface CardReader {
  readonly id: ReaderId;
  readonly kind: ReaderKind;
  /** Only on kinds that can be served so. */
  readonly service?: ReaderService;
  status(): PartStatus;
  start(listener: CardReaderListener): void;
  /** Shows it, as far as this reader has lights, sound or text; lost when the reader is out. */
  show(feedback: ReaderFeedback): void;
  /** What is written on the card that lies there, on kinds that can read it. Within 3 s; it is kept nowhere. */
  readMessage?(): Promise<Result<readonly NdefRecord[], { readonly code: NdefFault }>>;
  /** Resolves when the hardware is let go; no listener is called after that. */
  stop(): Promise<void>;
}
