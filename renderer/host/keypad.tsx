import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';

type Props = { readonly onSave: (count: number) => void; readonly onCancel: () => void };

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The API takes up to 10 000; no office of ours holds a five-figure crowd. */
const MOST_DIGITS = 4;

/** Asks for a count with keys of its own: a kiosk has no keyboard. */
export function Keypad({ onSave, onCancel }: Props) {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const add = (digit: string) => setTyped((before) => (before.length < MOST_DIGITS ? `${before}${digit}` : before));
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keypad-title" onCancel={onCancel}>
      <h2 id="keypad-title">{text('host.keypad.title')}</h2>
      <output className="keypad-figure">{typed || '–'}</output>
      <div className="keypad-digits">
        {[...DIGITS, '0'].map((digit) => (
          <button key={digit} type="button" className="button" onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="button quiet erase" onClick={() => setTyped('')}>
          {text('host.keypad.erase')}
        </button>
      </div>
      <div className="row">
        <button type="button" className="button quiet" onClick={onCancel}>
          {text('host.keypad.cancel')}
        </button>
        <button type="button" className="button strong" disabled={typed === ''} onClick={() => onSave(Number(typed))}>
          {text('host.keypad.save')}
        </button>
      </div>
    </dialog>
  );
}
