import type { ReactNode } from 'react';
import type { TapOutcome } from '../../device/contract/api.ts';
import { outcomeTexts } from '../i18n/outcome-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';

type Props = {
  readonly present: number | null;
  /** A host's card is awaited, for the muster list. */
  readonly asksHost: boolean;
  /** Why a card did not open the list, just now. */
  readonly refused: TapOutcome | null;
  readonly choice: ReactNode;
};

/** The fire alarm is on. Nothing here flashes; the alarm itself is heard. */
export function EvacuationScreen({ present, asksHost, refused, choice }: Props) {
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
        <HostWay asksHost={asksHost} refused={refused} />
      </footer>
    </div>
  );
}

function HostWay({ asksHost, refused }: Pick<Props, 'asksHost' | 'refused'>) {
  const text = useText();
  if (!asksHost)
    return (
      <>
        <div role="status">{refused && <h2>{text(outcomeTexts(refused).title)}</h2>}</div>
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
