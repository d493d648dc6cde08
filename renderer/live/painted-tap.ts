import { useLayoutEffect } from 'react';
import type { SeenTap } from '../kiosk/kiosk-state.ts';

/**
 * Marks the page once the outcome of a tap has been painted: `data-painted-tap` on the root and a performance mark
 * `tap-painted` carry its id. A message that is posted in an animation frame is delivered after that frame's paint.
 */
export function usePaintedTap(tap: SeenTap | null): void {
  useLayoutEffect(() => {
    if (tap === null) return;
    const { id } = tap.outcome;
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      // The browser keeps each mark until it is cleared, and a kiosk's page lives for long.
      performance.clearMarks('tap-painted');
      performance.mark('tap-painted', { detail: id });
      document.documentElement.dataset.paintedTap = String(id);
    };
    const frame = requestAnimationFrame(() => painted.port2.postMessage(null));
    return () => {
      cancelAnimationFrame(frame);
      painted.port1.close();
      painted.port2.close();
    };
  }, [tap]);
}
