import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DigitKeys } from '../ui/digit-keys.tsx';

type Props = { readonly onSave: (count: number) => void; readonly onCancel: () => void };

/** The API takes up to 10 000; no office of ours holds a five-figure crowd. */
const MOST_DIGITS = 4;

/** Asks for a count. */
export function Keypad({ onSave, onCancel }: Props) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const add = (digit: string) => setTyped((before) => (before.length < MOST_DIGITS ? `${before}${digit}` : before));
  return (
    <Dialog title={text('host.keypad.title')} onCancel={onCancel}>
      <output className="keypad-figure">{typed || '–'}</output>
      <DigitKeys
        onDigit={add}
        after={
          <button type="button" className="button quiet erase" onClick={() => setTyped('')}>
            {text('host.keypad.erase')}
          </button>
        }
      />
      <div className="row">
        <button type="button" className="button quiet" onClick={onCancel}>
          {text('host.keypad.cancel')}
        </button>
        <button type="button" className="button strong" disabled={typed === ''} onClick={() => onSave(Number(typed))}>
          {text('host.keypad.save')}
        </button>
      </div>
    </Dialog>
  );
}
