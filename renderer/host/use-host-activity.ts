import { useEffect } from 'react';
import { hostCommands } from '../live/commands.ts';

/** The view locks after 60 s; telling of each single touch would only be noise. */
const EVERY_MS = 5_000;

/** While the host view is shown, touches and keys postpone its lock. */
export function useHostActivity(): void {
  useEffect(() => {
    let toldAt = Number.NEGATIVE_INFINITY;
    const touched = () => {
      if (performance.now() - toldAt < EVERY_MS) return;
      toldAt = performance.now();
      void hostCommands.activity();
    };
    addEventListener('pointerdown', touched);
    addEventListener('keydown', touched);
    return () => {
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
    };
  }, []);
}
