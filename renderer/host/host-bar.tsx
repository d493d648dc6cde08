import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';

const tabs = ['room', 'shift', 'cards', 'screen', 'box', 'muster'] as const;
export type Tab = (typeof tabs)[number];

type Props = {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  /** Until it locks itself. */
  readonly seconds: number;
  readonly choice: ReactNode;
};

/** The parts of the host view, when it locks itself, and the way out of it. */
export function HostBar({ tab, onTab, seconds, choice }: Props) {
  const text = useText();
  return (
    <header className="bar">
      <h1 className="heard-only">{text('host.title')}</h1>
      <div className="tabs" role="tablist" aria-label={text('host.tabs')}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-controls={each === tab ? `host-${each}` : undefined}
            aria-selected={each === tab}
            onClick={() => onTab(each)}
          >
            {text(`host.tab.${each}`)}
          </button>
        ))}
      </div>
      {choice}
      <p className="locks-in">{text('host.locks-in', { seconds })}</p>
      <button type="button" className="button" onClick={() => void hostCommands.closeView()}>
        {text('host.close')}
      </button>
    </header>
  );
}
