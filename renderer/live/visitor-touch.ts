import type { KioskStore } from './kiosk-store.ts';

/** What touches of a visitor change on this page alone, without the controller. */
export type VisitorTouch = {
  /** The outcome stays for a while longer. */
  readonly touched: () => void;
  readonly putAway: () => void;
  readonly openFirstVisit: () => void;
  readonly closeFirstVisit: () => void;
};

export function visitorTouch(store: KioskStore): VisitorTouch {
  return {
    touched: () => store.dispatch({ type: 'touched' }),
    putAway: () => store.dispatch({ type: 'put-away' }),
    openFirstVisit: () => store.dispatch({ type: 'first-visit', open: true }),
    closeFirstVisit: () => store.dispatch({ type: 'first-visit', open: false }),
  };
}
