import type { ReactNode } from 'react';
import type { PendingTap } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { hostCommands } from '../live/commands.ts';
import { CardSymbol } from '../ui/symbols.tsx';

type Props = { readonly pending: PendingTap; readonly now: EpochMs; readonly choice: ReactNode };

/** The next tap is for something else than the door; it says for what, and how long it waits. */
export function PendingScreen({ pending, now, choice }: Props) {
  const text = useText();
  const start =
    pending.purpose === 'enrol' ? (`pending.enrol.${pending.role}` as const) : (`pending.${pending.purpose}` as const);
  const seconds = secondsLeft(pending.untilMs, now);
  return (
    <div className="pending">
      <header className="bar">{choice}</header>
      <div className="pending-body">
        <CardSymbol className="pending-symbol" />
        <h1>{text(`${start}.title`)}</h1>
        <p>{text(`${start}.more`)}</p>
        <button type="button" className="button quiet" onClick={() => void hostCommands.cancel()}>
          {text('pending.cancel')}
        </button>
        <p className="remaining">{text('pending.remaining', { seconds })}</p>
      </div>
    </div>
  );
}
