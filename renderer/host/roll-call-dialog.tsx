import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

const MINUTES = [3, 5, 10] as const;

type Props = { readonly run: RunCommand; readonly onDone: () => void };

/** Asks for how long everyone who stays has time to tap again. */
export function RollCallDialog({ run, onDone }: Props) {
  const text = useText();
  const start = (minutes: number) => {
    run(hostCommands.rollCall(minutes));
    onDone();
  };
  return (
    <Dialog title={text('host.roll-call.start')} onCancel={onDone}>
      <p>{text('host.roll-call.more')}</p>
      <div className="choices">
        {MINUTES.map((minutes) => (
          <button key={minutes} type="button" className="button" onClick={() => start(minutes)}>
            {text('host.roll-call.minutes', { minutes })}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.roll-call.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
