import { useEffect } from 'react';

/** Tells of each touch and each key anywhere on the page. `onTouch` must stay the same from one rendering to the next. */
export function useTouches(onTouch: () => void): void {
  useEffect(() => {
    addEventListener('pointerdown', onTouch);
    addEventListener('keydown', onTouch);
    return () => {
      removeEventListener('pointerdown', onTouch);
      removeEventListener('keydown', onTouch);
    };
  }, [onTouch]);
}
