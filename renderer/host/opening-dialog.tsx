import { useState } from 'react';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import type { TimesToChoose } from '../kiosk/opening-times.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { TimeStepper } from './time-stepper.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = {
  readonly wish: 'open' | 'close';
  /** Null where there is none to choose. */
  readonly times: TimesToChoose | null;
  /** Something was decided for today already, and can be taken back. */
  readonly isDecided: boolean;
  readonly timeZone: string;
  readonly now: EpochMs;
  readonly run: RunCommand;
  readonly onDone: () => void;
};

/** Asks until when it is open today, or when it closes. */
export function OpeningDialog({ wish, times, isDecided, timeZone, now, run, onDone }: Props) {
  const text = useText();
  const { time } = useMoments(timeZone);
  const [wanted, setWanted] = useState(times?.first ?? now);
  // Time goes on while somebody thinks.
  const chosen = times && epochMs(Math.min(Math.max(wanted, times.least), times.most));
  const decide = (at: EpochMs) => {
    run(wish === 'open' ? hostCommands.openToday(at) : hostCommands.closeToday(at));
    onDone();
  };
  const takeBack = () => {
    run(hostCommands.planToday());
    onDone();
  };
  return (
    <Dialog className="opening-dialog" title={text(`host.opening.ask-${wish}`)} onCancel={onDone}>
      {chosen !== null && times !== null && (
        <TimeStepper times={times} chosen={chosen} timeZone={timeZone} onChoose={setWanted} />
      )}
      <p>{text(`host.opening.more-${wish}`)}</p>
      <div className="choices">
        {chosen !== null && (
          <button type="button" className="button strong" onClick={() => decide(chosen)}>
            {text(`host.opening.do-${wish}`, { time: time(chosen) })}
          </button>
        )}
        {wish === 'close' && (
          <button type="button" className="button" onClick={() => decide(now)}>
            {text('host.opening.close-now')}
          </button>
        )}
        {isDecided && (
          <button type="button" className="button" onClick={takeBack}>
            {text('host.opening.plan')}
          </button>
        )}
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.opening.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
