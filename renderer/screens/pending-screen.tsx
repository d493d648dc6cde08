import type { ReactNode } from 'react';
import type { PendingTap } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { pendingTexts } from '../i18n/pending-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { hostCommands, visitorCommands } from '../live/commands.ts';
import { CardSymbol } from '../ui/symbols.tsx';
import { TimeLeft, WARNED_S } from '../ui/time-left.tsx';

type Props = { readonly pending: PendingTap; readonly now: EpochMs; readonly choice: ReactNode };

/** The next tap is for something else than the door; it says for what, and how long it waits. */
export function PendingScreen({ pending, now, choice }: Props) {
  const text = useText();
  const { title, more } = pendingTexts(pending);
  const seconds = secondsLeft(pending.untilMs, now);
  return (
    <div className="pending">
      <header className="bar">{choice}</header>
      <div className="pending-body">
        <CardSymbol className="pending-symbol" />
        <h1>{text(title)}</h1>
        <p>{text(more)}</p>
        <button type="button" className="button quiet" onClick={() => void hostCommands.cancel()}>
          {text('pending.cancel')}
        </button>
        {seconds > WARNED_S && <p className="remaining">{text('pending.remaining', { seconds })}</p>}
        <TimeLeft className="time-left" seconds={seconds} onMoreTime={() => void visitorCommands.cardMoreTime()} />
      </div>
    </div>
  );
}
