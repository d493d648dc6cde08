import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import { DigitKeys } from './digit-keys.tsx';
import { ListenKey } from './listen-key.tsx';
import { useTypedPin } from './use-typed-pin.ts';

/** As many circles as a PIN has digits at least. */
const FEWEST_DOTS = 4;

type Props = {
  readonly title: string;
  /** What is to be known while typing; read out when it changes. */
  readonly hint: string;
  /** The hint tells of something that went wrong. */
  readonly problem?: boolean;
  /** How many digits came from elsewhere: shown while none was typed here. */
  readonly typedElsewhere?: number;
  readonly onEnter: (pin: string) => void;
  readonly onCancel: () => void;
  /** Above the title. */
  readonly choice?: ReactNode;
  readonly children?: ReactNode;
};

/** Asks for a PIN, by touch or by keyboard. What is typed is nowhere on the page: only how many digits. */
export function PinPad({
  title,
  hint,
  problem = false,
  typedElsewhere = 0,
  onEnter,
  onCancel,
  choice,
  children,
}: Props) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { count, ready, add, erase, enter } = useTypedPin({ onEnter, onCancel });
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="pin">
      <div className="pin-side">
        {choice}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Dots count={count || typedElsewhere} />
        <p role="status" className={problem ? 'pin-hint problem' : 'pin-hint'}>
          {hint}
        </p>
        {children}
        <div className="row">
          <button type="button" className="button quiet" onClick={onCancel}>
            {text('pin.cancel')}
          </button>
          <ListenKey />
        </div>
      </div>
      <DigitKeys
        onDigit={add}
        before={
          <button type="button" className="button quiet word" disabled={count === 0} onClick={erase}>
            {text('pin.erase')}
          </button>
        }
        after={
          <button type="button" className="button strong word" disabled={!ready} onClick={enter}>
            {text('pin.enter')}
          </button>
        }
      />
    </div>
  );
}

function Dots({ count }: { readonly count: number }) {
  const text = useText();
  const places = Array.from({ length: Math.max(FEWEST_DOTS, count) }, (_, place) => place);
  return (
    <p className="pin-dots" role="img" aria-label={text('pin.typed', { count })}>
      {places.map((place) => (
        <span key={place} className={place < count ? 'dot typed' : 'dot'} />
      ))}
    </p>
  );
}
