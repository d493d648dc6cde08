import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { BackspaceSymbol, ShiftSymbol } from './symbols.tsx';

/** As on a Swedish keyboard; what is left over is for the marks that a sentence needs. */
const LETTERS = ['qwertyuiopå', 'asdfghjklöä', 'zxcvbnm,.-'] as const;
const SIGNS = ['1234567890+', '!?:;()/&%=#', '"\'*@_–…,.-'] as const;

type Props = { readonly onKey: (key: string) => void; readonly onErase: () => void };

/**
 * Letters, digits and marks of our own: a kiosk has no keyboard. Begins with a capital; shift makes one more. As with
 * the digit keys, a touch takes no focus, so that the caret of the field they write into stays where it is.
 */
export function LetterKeys({ onKey, onErase }: Props) {
  const text = useText();
  const [signs, setSigns] = useState(false);
  const [shift, setShift] = useState(true);
  const press = (key: string) => {
    setShift(false);
    onKey(key);
  };
  const keys = (row: string) =>
    [...(shift && !signs ? row.toLocaleUpperCase('sv') : row)].map((key) => (
      <Key key={key} onPress={() => press(key)}>
        {key}
      </Key>
    ));
  const [first, second, third] = signs ? SIGNS : LETTERS;
  return (
    <div className="letter-keys" dir="ltr">
      <div>
        {keys(first)}
        <Key name={text('keys.erase')} onPress={onErase}>
          <BackspaceSymbol className="key-symbol" />
        </Key>
      </div>
      <div className="indented">{keys(second)}</div>
      <div>
        <Key wide name={text('keys.shift')} pressed={shift && !signs} off={signs} onPress={() => setShift(!shift)}>
          <ShiftSymbol className="key-symbol" />
        </Key>
        {keys(third)}
      </div>
      <div className="with-space">
        <Key onPress={() => setSigns(!signs)}>{text(signs ? 'keys.letters' : 'keys.signs')}</Key>
        <Key onPress={() => onKey(' ')}>{text('keys.space')}</Key>
      </div>
    </div>
  );
}

type KeyProps = {
  readonly onPress: () => void;
  readonly children: ReactNode;
  /** Where there is a drawing on it. */
  readonly name?: string;
  readonly wide?: boolean;
  /** Of a key that stays pressed. */
  readonly pressed?: boolean;
  readonly off?: boolean;
};

function Key({ onPress, children, name, wide = false, pressed, off = false }: KeyProps) {
  return (
    <button
      type="button"
      className={wide ? 'button key wide' : 'button key'}
      aria-label={name}
      aria-pressed={pressed}
      disabled={off}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
