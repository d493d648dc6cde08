import { useState } from 'react';
import { type EpochMs, seconds as secondsOf } from '../../device/contract/units.ts';
import { outcomeTexts } from '../i18n/outcome-texts.ts';
import type { Screen } from '../kiosk/choose-screen.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { useTouches } from '../ui/use-touches.ts';
import { PinChooser } from './pin-chooser.tsx';
import { Refusal } from './refusal.tsx';
import { Welcome } from './welcome.tsx';

type Props = {
  readonly screen: Screen & { readonly kind: 'outcome' };
  readonly now: EpochMs;
  /** For so long it stays when nobody touches it. */
  readonly seconds: number;
  readonly touch: VisitorTouch;
};

/** The controller keeps in mind for three minutes whose card a PIN is for. */
const MORE_TIME = secondsOf(60);

/** What a tap led to. A welcome and a refusal differ in colour, symbol, place, text and sound. */
export function OutcomeScreen({ screen, now, seconds, touch }: Props) {
  const { snapshot } = screen;
  const tap = screen.tap.outcome;
  const [choosing, setChoosing] = useState(false);
  useTouches(touch.touched);
  if (choosing)
    return (
      <PinChooser id={tap.id} time={{ seconds, onMoreTime: () => touch.held(MORE_TIME) }} onDone={touch.putAway} />
    );
  const texts = outcomeTexts(tap);
  if (texts.tone === 'refusal')
    return <Refusal texts={texts} snapshot={snapshot} tap={tap} now={now} onFirstVisit={touch.openFirstVisit} />;
  return (
    <Welcome texts={texts} snapshot={snapshot} tap={tap} onChoosePin={() => setChoosing(true)} onDone={touch.putAway} />
  );
}
