import { type ReactNode, useState } from 'react';
import type { PinEntry } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { visitorCommands } from '../live/commands.ts';
import { PinPad } from '../ui/pin-pad.tsx';

/** WCAG 2.2.1: who is warned has 20 s or more to ask for more time. */
const WARNED_S = 20;

type Props = { readonly pin: PinEntry; readonly now: EpochMs; readonly choice: ReactNode };

/** The rules of this hour ask for a PIN beside the card. */
export function PinScreen({ pin: { id, typed, untilMs }, now, choice }: Props) {
  const text = useText();
  const [failed, setFailed] = useState(false);
  const enter = (digits: string) => {
    void visitorCommands.pin(id, digits).then(({ ok }) => setFailed(!ok));
  };
  const hint = failed ? 'pin.failed' : typed > 0 ? 'pin.reader-keys' : 'pin.hint';
  return (
    <PinPad
      choice={choice}
      title={text('pin.title')}
      hint={text(hint)}
      problem={failed}
      typedElsewhere={typed}
      onEnter={enter}
      onCancel={() => void visitorCommands.pinCancel(id)}
    >
      <TimeLeft id={id} seconds={secondsLeft(untilMs, now)} />
    </PinPad>
  );
}

function TimeLeft({ id, seconds }: { readonly id: number; readonly seconds: number }) {
  const text = useText();
  const warned = seconds <= WARNED_S;
  return (
    <div className="pin-time">
      <p role="status">{warned && text('pin.soon-over')}</p>
      {warned && (
        <>
          <p>{text('pin.remaining', { seconds })}</p>
          <button type="button" className="button strong" onClick={() => void visitorCommands.pinMoreTime(id)}>
            {text('pin.more-time')}
          </button>
        </>
      )}
    </div>
  );
}
