import { useState } from 'react';
import type { DoorHealth, DoorModeCommand } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { type Answer, hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Command = DoorModeCommand['command'];
type Props = { readonly door: DoorHealth; readonly run: RunCommand; readonly onDone: () => void };

/** What a host may turn a door of each mode into. */
const commandsFrom: Readonly<Record<DoorHealth['mode'], readonly Command[]>> = {
  locked: ['unlock', 'block', 'lock-down'],
  accessed: ['lock', 'unlock', 'block', 'lock-down'],
  unlocked: ['lock', 'lock-down'],
  blocked: ['lift', 'lock-down'],
  'locked-down': ['lift'],
  'locked-open': ['lift'],
};

/** Asks which mode the door shall have; and once more before it is locked down. */
export function DoorModes({ door, run, onDone }: Props) {
  const text = useText();
  const [locksDown, setLocksDown] = useState(false);
  const choose = (command: Promise<Answer>) => {
    run(command);
    onDone();
  };
  if (locksDown)
    return (
      <Dialog title={text('host.door.command.lock-down')} onCancel={onDone}>
        <p>{text('host.door.lock-down.ask')}</p>
        <div className="choices">
          <button
            type="button"
            className="button strong"
            onClick={() => choose(hostCommands.doorMode(door.id, 'lock-down'))}
          >
            {text('host.door.lock-down.yes')}
          </button>
          <button type="button" className="button quiet" onClick={onDone}>
            {text('host.door.cancel')}
          </button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={text('host.door.modes', { door: door.name })} onCancel={onDone}>
      <div className="choices">
        {door.mode === 'locked' && (
          <button type="button" className="button" onClick={() => choose(hostCommands.openDoor(door.id, true))}>
            {text('host.door.open-longer')}
          </button>
        )}
        {commandsFrom[door.mode].map((command) => (
          <button
            key={command}
            type="button"
            className="button"
            onClick={() =>
              command === 'lock-down' ? setLocksDown(true) : choose(hostCommands.doorMode(door.id, command))
            }
          >
            {text(`host.door.command.${command}`)}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.door.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
