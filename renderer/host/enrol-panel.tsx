import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

/** A guest's card is made with its limits, elsewhere. */
const ROLES = ['visitor', 'host', 'staff', 'cleaner'] as const;

/** Turns the next card that is shown into a known one. */
export function EnrolPanel({ run }: { readonly run: RunCommand }) {
  const text = useText();
  return (
    <Panel className="enrol" title={text('host.enrol.title')}>
      <p>{text('host.enrol.more')}</p>
      <div className="card-buttons">
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            className={role === 'visitor' ? 'button strong' : 'button'}
            onClick={() => run(hostCommands.enrolNext(role))}
          >
            {text(`host.enrol.${role}`)}
          </button>
        ))}
        <button type="button" className="button wide" onClick={() => run(hostCommands.nextCard('enrol-another'))}>
          {text('host.enrol.another')}
        </button>
      </div>
    </Panel>
  );
}
