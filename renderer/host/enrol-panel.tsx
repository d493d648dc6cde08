import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

/** Turns the next card that is shown into a known one. */
export function EnrolPanel({ run }: { readonly run: RunCommand }) {
  const text = useText();
  return (
    <Panel className="enrol" title={text('host.enrol.title')}>
      <p>{text('host.enrol.more')}</p>
      <button type="button" className="button strong" onClick={() => run(hostCommands.enrolNext('visitor'))}>
        {text('host.enrol.visitor')}
      </button>
      <button type="button" className="button" onClick={() => run(hostCommands.enrolNext('host'))}>
        {text('host.enrol.host')}
      </button>
    </Panel>
  );
}
