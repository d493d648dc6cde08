import { useState } from 'react';
import type { DoorHealth } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { DoorModes } from './door-modes.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly doors: readonly DoorHealth[]; readonly run: RunCommand };

/** Each door with its mode, where its leaf is, a button that opens it once, and a way to its other modes. */
export function DoorsPanel({ doors, run }: Props) {
  const text = useText();
  const [asked, setAsked] = useState<DoorHealth['id'] | null>(null);
  const askedDoor = doors.find(({ id }) => id === asked);
  return (
    <Panel className="doors" title={text('host.doors.title')}>
      <ul>
        {doors.map((door) => (
          <li key={door.id} className="door">
            <DoorLines door={door} />
            <div className="row">
              <button type="button" className="button strong" onClick={() => run(hostCommands.openDoor(door.id))}>
                {text('host.door.open-door')}
              </button>
              <button
                type="button"
                className="button sign"
                aria-label={text('host.door.more', { door: door.name })}
                onClick={() => setAsked(door.id)}
              >
                ⋯
              </button>
            </div>
          </li>
        ))}
      </ul>
      {askedDoor && <DoorModes door={askedDoor} run={run} onDone={() => setAsked(null)} />}
    </Panel>
  );
}

function DoorLines({ door: { name, mode, physical, alarm } }: { readonly door: DoorHealth }) {
  const text = useText();
  return (
    <div>
      <strong>{name}</strong>
      <p>
        <span className={`mode ${mode}`}>{text(`host.door.mode.${mode}`)}</span>
        {alarm === 'normal' ? (
          <span>{text(`host.door.physical.${physical}`)}</span>
        ) : (
          <strong className="alarm">{text(`host.door.alarm.${alarm}`)}</strong>
        )}
      </p>
    </div>
  );
}
