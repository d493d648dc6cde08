import type { TapOutcome } from '../../device/contract/api.ts';
import { type Milliseconds, seconds } from '../../device/contract/units.ts';

/** How long the offer of a PIN stays when nobody touches it. */
export const OFFER_SHOWN_FOR = seconds(60);

/** How long what is stored about a card stays when nobody asks for more time: as long as the controller keeps it open. */
const OWN_SHOWN_FOR = seconds(60);

/** How long an outcome stays by itself: a refusal takes longer to read than a greeting. */
export const SHOWN_FOR: Readonly<Record<TapOutcome['outcome'], Milliseconds>> = {
  granted: seconds(5),
  enrolled: seconds(4),
  denied: seconds(6),
  'host-refused': seconds(6),
  'not-stored': seconds(6),
  'personal-number': seconds(6),
  'enrolled-already': seconds(6),
  'not-enrolled': seconds(6),
  'pin-offered': OFFER_SHOWN_FOR,
  changed: seconds(4),
  stays: seconds(4),
  'my-visits': seconds(4),
  'skill-offered': seconds(6),
  'skill-taken-back': seconds(4),
  'not-inside': seconds(6),
};

/** How long an outcome stays after a touch of its controls, at least. */
export const HELD_FOR = seconds(12);

/** How long this outcome stays when nobody touches the screen. */
export function shownFor(tap: TapOutcome): Milliseconds {
  if (tap.outcome === 'my-visits') return OWN_SHOWN_FOR;
  return tap.outcome === 'enrolled' && tap.pinOffered ? OFFER_SHOWN_FOR : SHOWN_FOR[tap.outcome];
}
