import type { MusterSection } from '../../device/contract/muster.ts';
import { useText } from '../i18n/use-text.ts';
import { musterMissing } from '../kiosk/muster-figures.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly muster: MusterSection; readonly run: RunCommand; readonly onDone: () => void };

/** A list that is ended is gone from the screen. */
export function MusterEndDialog({ muster, run, onDone }: Props) {
  const text = useText();
  const end = () => {
    run(hostCommands.endMuster());
    onDone();
  };
  return (
    <Dialog title={text('muster.end.title')} onCancel={onDone}>
      <p>
        {text('muster.missing', { count: musterMissing(muster) })} · {text('muster.safe', { count: muster.safe })}
      </p>
      <p>{text('muster.end.more')}</p>
      <div className="choices">
        <button type="button" className="button" onClick={end}>
          {text('muster.end.confirm')}
        </button>
        <button type="button" className="button quiet" onClick={onDone}>
          {text('muster.end.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
