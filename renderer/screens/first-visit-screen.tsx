import type { ReactNode } from 'react';
import { HOUSE_RULES } from '../i18n/house-rules.ts';
import { useText } from '../i18n/use-text.ts';
import { visitorCommands } from '../live/commands.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { TimeLeft } from '../ui/time-left.tsx';
import { useTouches } from '../ui/use-touches.ts';

type Props = {
  readonly choice: ReactNode;
  /** For so long it stays when nobody touches it. */
  readonly seconds: number;
  readonly touch: VisitorTouch;
};

/** The rules of the house; who agrees lays a card on the reader next. Nobody is asked for a name. */
export function FirstVisitScreen({ choice, seconds, touch }: Props) {
  const text = useText();
  useTouches(touch.openFirstVisit);
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
      <TimeLeft className="time-left" seconds={seconds} onMoreTime={touch.openFirstVisit} />
      <footer className="bar">
        <button type="button" className="button quiet" onClick={touch.closeFirstVisit}>
          {text('first-visit.back')}
        </button>
        <button type="button" className="button strong" onClick={() => void visitorCommands.enrol()}>
          {text('first-visit.agree')}
        </button>
      </footer>
    </div>
  );
}
