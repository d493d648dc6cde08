import { useEffect } from 'react';

/** Of a keyboard or a tactile keypad. No text is typed with it, so that it works on every screen. */
export const LISTEN_KEY = 'F8';

/** Tells of each press. Null: it does nothing here. */
export function useListenKey(onPress: (() => void) | null): void {
  useEffect(() => {
    if (onPress === null) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== LISTEN_KEY || event.repeat) return;
      event.preventDefault();
      onPress();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [onPress]);
}
