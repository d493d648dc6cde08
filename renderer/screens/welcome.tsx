import type { Snapshot, TapOutcome } from '../../device/contract/api.ts';
import type { OutcomeTexts } from '../i18n/outcome-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { ListenKey } from '../ui/listen-key.tsx';
import { CheckSymbol } from '../ui/symbols.tsx';
import { AtTheDoor } from './at-the-door.tsx';

type Props = {
  readonly texts: OutcomeTexts;
  readonly snapshot: Snapshot;
  readonly tap: TapOutcome;
  readonly onChoosePin: () => void;
  readonly onDone: () => void;
};

/** A tap that went well, with what whoever made it may want to say now. */
export function Welcome({ texts, snapshot, tap, onChoosePin, onDone }: Props) {
  const text = useText();
  return (
    <div className="outcome welcome" data-outcome="welcome">
      <ListenKey over />
      <CheckSymbol className="outcome-symbol" />
      <h1>{text(texts.title)}</h1>
      <p className="welcome-more">{text(texts.more)}</p>
      {texts.notes.map((note) => (
        <p key={note} className="welcome-note">
          {text(note)}
        </p>
      ))}
      {tap.outcome === 'granted' && <AtTheDoor snapshot={snapshot} tap={tap} />}
      {offersPin(tap) && (
        <div className="row">
          <button type="button" className="button" onClick={onChoosePin}>
            {text('pin-choice.offer')}
          </button>
          <button type="button" className="button bare" onClick={onDone}>
            {text('pin-choice.skip')}
          </button>
        </div>
      )}
    </div>
  );
}

function offersPin(tap: TapOutcome): boolean {
  return tap.outcome === 'pin-offered' || (tap.outcome === 'enrolled' && tap.pinOffered);
}
