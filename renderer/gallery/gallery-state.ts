import type { Snapshot } from '../../device/contract/api.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import type { KioskEvent } from '../kiosk/kiosk-state.ts';

/** One screen in one state: what the page was told, and what happened after it. */
export type GalleryState = {
  readonly snapshot: Snapshot | null;
  readonly after?: KioskEvent;
  /** How long ago that was, in seconds. */
  readonly agoS?: number;
  /** CSS selectors of what is pressed then, one after the other. */
  readonly presses?: readonly string[];
  /** What the controller answers, by path; all else is out of reach. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Texts without values that have to stand there. */
  readonly says?: readonly MessageId[];
};

export type GalleryStates = Readonly<Record<string, GalleryState>>;
