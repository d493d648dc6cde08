import { useCallback, useEffect, useRef } from 'react';

const UNTOUCHED_MS = 30_000;
/** Between two screens of the same visitor the idle one may be there for a moment. */
export const GONE_AFTER_MS = 1_500;

type Stay = {
  /** Somebody has chosen something that whoever comes next has not. */
  readonly chosen: boolean;
  /** Somebody may look at the screen for long without a touch. */
  readonly held: boolean;
  /** On a screen that deals with a visitor at the door. */
  readonly atTheDoor: boolean;
  /** The screen is there for whoever comes. */
  readonly free: boolean;
};

/**
 * Tells that the visitor has gone: after 30 s without a touch, unless `held`, and soon after the screen is `free` again
 * of one who was `atTheDoor`. `onGone` has to stay the same. Returns how to tell that somebody else has come.
 */
export function useVisitorGone({ chosen, held, atTheDoor, free }: Stay, onGone: () => void): () => void {
  const wasAtTheDoor = useRef(false);

  useEffect(() => {
    if (atTheDoor) wasAtTheDoor.current = true;
    if (!free || !wasAtTheDoor.current) return;
    const timer = setTimeout(() => {
      wasAtTheDoor.current = false;
      onGone();
    }, GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [atTheDoor, free, onGone]);

  useEffect(() => {
    if (!chosen || held) return;
    let timer = setTimeout(onGone, UNTOUCHED_MS);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(onGone, UNTOUCHED_MS);
    };
    addEventListener('pointerdown', touched);
    addEventListener('keydown', touched);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
    };
  }, [chosen, held, onGone]);

  return useCallback(() => {
    wasAtTheDoor.current = false;
  }, []);
}
