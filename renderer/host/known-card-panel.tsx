import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

const PURPOSES = ['offer-pin', 'block', 'unblock', 'remove'] as const;

/** What becomes of a card that lies at hand: it is laid on the reader next. */
export function KnownCardPanel({ run }: { readonly run: RunCommand }) {
  const text = useText();
  return (
    <Panel className="known-card" title={text('host.card.title')}>
      <div className="row">
        {PURPOSES.map((purpose) => (
          <button key={purpose} type="button" className="button" onClick={() => run(hostCommands.nextCard(purpose))}>
            {text(`host.card.${purpose}`)}
          </button>
        ))}
      </div>
    </Panel>
  );
}
