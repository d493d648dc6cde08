import type { ReactNode } from 'react';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

type Props = {
  readonly onDigit: (digit: string) => void;
  /** The keys on both sides of the nought. */
  readonly before?: ReactNode;
  readonly after: ReactNode;
};

/**
 * Keys of our own: a kiosk has no keyboard. They lie as on a telephone, whichever way the language is written, and take no
 * focus from a touch, so that none shows what was pressed.
 */
export function DigitKeys({ onDigit, before, after }: Props) {
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="button"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onDigit(digit)}
    >
      {digit}
    </button>
  );
  return (
    <div className="digit-keys" dir="ltr">
      {DIGITS.map(key)}
      {before}
      {key('0')}
      {after}
    </div>
  );
}
