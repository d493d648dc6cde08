import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';

type Props = {
  readonly present: number | null;
  /** A host's card is awaited, for the muster list. */
  readonly asksHost: boolean;
  readonly choice: ReactNode;
};

/** The fire alarm is on. Nothing here flashes; the alarm itself is heard. */
export function EvacuationScreen({ present, asksHost, choice }: Props) {
  const text = useText();
  return (
    <div className="evacuation">
      <header className="bar">{choice}</header>
      <div className="evacuation-body">
        <h1>{text('evacuation.title')}</h1>
        <p>{text('evacuation.way-out')}</p>
        <p className="evacuation-inside">
          {present === null ? text('evacuation.unknown') : text('evacuation.inside', { present })}
        </p>
      </div>
      <footer className="bar">
        <HostWay asksHost={asksHost} />
      </footer>
    </div>
  );
}

function HostWay({ asksHost }: Pick<Props, 'asksHost'>) {
  const text = useText();
  if (!asksHost)
    return (
      <>
        <span />
        <button type="button" className="button" onClick={() => void hostCommands.requestView()}>
          {text('evacuation.host')}
        </button>
      </>
    );
  return (
    <>
      <div role="status">
        <h2>{text('evacuation.show-card')}</h2>
        {text('evacuation.show-card.more')}
      </div>
      <button type="button" className="button" onClick={() => void hostCommands.cancel()}>
        {text('evacuation.show-card.cancel')}
      </button>
    </>
  );
}
