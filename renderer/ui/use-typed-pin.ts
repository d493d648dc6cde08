import { useEffect, useState } from 'react';
import { playKey } from '../sound/tones.ts';

const FEWEST_DIGITS = 4;
const MOST_DIGITS = 8;

type TypedPin = {
  /** How many digits; what they are stays here. */
  readonly count: number;
  readonly ready: boolean;
  readonly add: (digit: string) => void;
  readonly erase: () => void;
  readonly enter: () => void;
};

type Ends = { readonly onEnter: (pin: string) => void; readonly onCancel: () => void };

/** What is typed of a PIN, by the keys of the screen or of a keyboard; forgotten once it is entered. */
export function useTypedPin({ onEnter, onCancel }: Ends): TypedPin {
  const [typed, setTyped] = useState('');
  const ready = typed.length >= FEWEST_DIGITS;
  const add = (digit: string) => {
    playKey();
    setTyped((before) => (before.length < MOST_DIGITS ? `${before}${digit}` : before));
  };
  const erase = () => {
    playKey();
    setTyped((before) => before.slice(0, -1));
  };
  const enter = () => {
    if (!ready) return;
    setTyped('');
    onEnter(typed);
  };
  useKeyboard({ add, erase, enter, cancel: onCancel });
  return { count: typed.length, ready, add, erase, enter };
}

type Keys = Pick<TypedPin, 'add' | 'erase' | 'enter'> & { readonly cancel: () => void };

function useKeyboard({ add, erase, enter, cancel }: Keys): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // A button that was reached by keyboard is pressed with Enter itself.
      if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
      if (/^\d$/.test(event.key)) add(event.key);
      else if (event.key === 'Backspace') erase();
      else if (event.key === 'Enter') enter();
      else if (event.key === 'Escape') cancel();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}
