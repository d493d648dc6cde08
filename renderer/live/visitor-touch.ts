import type { Milliseconds } from '../../device/contract/units.ts';
import type { KioskStore } from './kiosk-store.ts';

/** What touches of a visitor change on this page alone, without the controller. */
export type VisitorTouch = {
  /** The outcome stays for a while longer. */
  readonly touched: () => void;
  /** It stays for so long from now on. */
  readonly held: (time: Milliseconds) => void;
  readonly putAway: () => void;
  readonly openFirstVisit: () => void;
  readonly closeFirstVisit: () => void;
  /** What one can help with; a touch of it keeps it there for longer. */
  readonly openSkills: () => void;
  readonly closeSkills: () => void;
};

export function visitorTouch(store: KioskStore): VisitorTouch {
  return {
    touched: () => store.dispatch({ type: 'touched' }),
    held: (time) => store.dispatch({ type: 'held', for: time }),
    putAway: () => store.dispatch({ type: 'put-away' }),
    openFirstVisit: () => store.dispatch({ type: 'first-visit', open: true }),
    closeFirstVisit: () => store.dispatch({ type: 'first-visit', open: false }),
    openSkills: () => store.dispatch({ type: 'skills', open: true }),
    closeSkills: () => store.dispatch({ type: 'skills', open: false }),
  };
}
