import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

const ACTIONS = ['enrol', 'block', 'unblock'] as const;

type Props = { readonly reference: number; readonly run: RunCommand; readonly onDone: () => void };

/** Asks what shall become of a card that was denied. It need not be laid on the reader again. */
export function DeniedCardDialog({ reference, run, onDone }: Props) {
  const text = useText();
  const act = (action: (typeof ACTIONS)[number]) => {
    run(hostCommands.deniedCard(reference, action), `host.denied-card.done.${action}`);
    onDone();
  };
  return (
    <Dialog title={text('host.denied-card.title')} onCancel={onDone}>
      <div className="choices">
        {ACTIONS.map((action) => (
          <button key={action} type="button" className="button" onClick={() => act(action)}>
            {text(`host.denied-card.${action}`)}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.denied-card.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
