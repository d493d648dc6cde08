import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DigitKeys } from '../ui/digit-keys.tsx';

type Props = {
  readonly title: string;
  readonly least: number;
  readonly mostDigits: number;
  /** What else is asked for. */
  readonly children?: ReactNode;
  readonly onSave: (count: number) => void;
  readonly onCancel: () => void;
};

/** Asks how many. */
export function CountDialog({ title, least, mostDigits, children, onSave, onCancel }: Props) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const add = (digit: string) => setTyped((before) => (before.length < mostDigits ? `${before}${digit}` : before));
  return (
    <Dialog className="count-dialog" title={title} onCancel={onCancel}>
      <output className="keypad-figure">{typed || '–'}</output>
      <DigitKeys
        onDigit={add}
        after={
          <button type="button" className="button quiet erase" onClick={() => setTyped('')}>
            {text('host.keypad.erase')}
          </button>
        }
      />
      {children}
      <div className="row">
        <button type="button" className="button quiet" onClick={onCancel}>
          {text('host.keypad.cancel')}
        </button>
        <button
          type="button"
          className="button strong"
          disabled={typed === '' || Number(typed) < least}
          onClick={() => onSave(Number(typed))}
        >
          {text('host.keypad.save')}
        </button>
      </div>
    </Dialog>
  );
}
