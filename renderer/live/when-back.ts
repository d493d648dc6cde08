import type { KioskStore } from './kiosk-store.ts';

/** Acts once, when the controller is there again after it was away. */
export function whenBack(store: KioskStore, action: () => void): void {
  let wasAway = false;
  const end = store.subscribe(() => {
    if (store.moment().state.connection !== 'live') wasAway = true;
    else if (wasAway) {
      end();
      action();
    }
  });
}
