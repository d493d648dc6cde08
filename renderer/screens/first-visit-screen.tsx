import type { ReactNode } from 'react';
import { HOUSE_RULES } from '../i18n/house-rules.ts';
import { useText } from '../i18n/use-text.ts';
import { visitorCommands } from '../live/commands.ts';

type Props = { readonly choice: ReactNode; readonly onBack: () => void };

/** The rules of the house; who agrees lays a card on the reader next. Nobody is asked for a name. */
export function FirstVisitScreen({ choice, onBack }: Props) {
  const text = useText();
  return (
    <div className="first-visit">
      <header className="bar">
        <h1>{text('first-visit.title')}</h1>
        {choice}
      </header>
      <ul className="house-rules">
        {HOUSE_RULES.map((rule) => (
          <li key={rule}>{text(`first-visit.rule.${rule}`)}</li>
        ))}
      </ul>
      <footer className="bar">
        <button type="button" className="button quiet" onClick={onBack}>
          {text('first-visit.back')}
        </button>
        <button type="button" className="button strong" onClick={() => void visitorCommands.enrol()}>
          {text('first-visit.agree')}
        </button>
      </footer>
    </div>
  );
}
