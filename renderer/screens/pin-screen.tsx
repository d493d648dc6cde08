import { type ReactNode, useState } from 'react';
import type { PinEntry } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { visitorCommands } from '../live/commands.ts';
import { PinPad } from '../ui/pin-pad.tsx';
import { TimeLeft } from '../ui/time-left.tsx';

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
      <TimeLeft
        className="pin-time"
        seconds={secondsLeft(untilMs, now)}
        onMoreTime={() => void visitorCommands.pinMoreTime(id)}
      />
    </PinPad>
  );
}
