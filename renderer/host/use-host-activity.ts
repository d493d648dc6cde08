import { useCallback, useRef } from 'react';
import { hostCommands } from '../live/commands.ts';
import { useTouches } from '../ui/use-touches.ts';

/** The view locks after 60 s; telling of each single touch would only be noise. */
const EVERY_MS = 5_000;

/** While the host view is shown, touches and keys postpone its lock; not while a visitor types a PIN over it. */
export function useHostActivity({ paused }: { readonly paused: boolean }): void {
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const touched = useCallback(() => {
    if (paused || performance.now() - toldAt.current < EVERY_MS) return;
    toldAt.current = performance.now();
    void hostCommands.activity();
  }, [paused]);
  useTouches(touched);
}
