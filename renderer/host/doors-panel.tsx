import type { DoorHealth } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly doors: readonly DoorHealth[]; readonly run: RunCommand };

/** Each door with its mode, where its leaf is, and a button that opens it once. */
export function DoorsPanel({ doors, run }: Props) {
  const text = useText();
  return (
    <Panel className="doors" title={text('host.doors.title')}>
      <ul>
        {doors.map(({ id, name, mode, physical }) => (
          <li key={id} className="door">
            <div>
              <strong>{name}</strong>
              <p>
                <span className={`mode ${mode}`}>{text(`host.door.mode.${mode}`)}</span>
                <span>{text(`host.door.physical.${physical}`)}</span>
              </p>
            </div>
            <button type="button" className="button strong" onClick={() => run(hostCommands.openDoor(id))}>
              {text('host.door.open-door')}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
