import { useState } from 'react';
import type { Snapshot, TapOutcome } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { outcomeTexts } from '../i18n/outcome-texts.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { useTouches } from '../ui/use-touches.ts';
import { PinChooser } from './pin-chooser.tsx';
import { Refusal } from './refusal.tsx';

import { Welcome } from './welcome.tsx';

type Props = {
  readonly snapshot: Snapshot;
  readonly tap: TapOutcome;
  readonly now: EpochMs;
  readonly touch: VisitorTouch;
};

/** What a tap led to. A welcome and a refusal differ in colour, symbol, place, text and sound. */
export function OutcomeScreen({ snapshot, tap, now, touch }: Props) {
  const [choosing, setChoosing] = useState(false);
  useTouches(touch.touched);
  if (choosing) return <PinChooser id={tap.id} onDone={touch.putAway} />;
  const texts = outcomeTexts(tap);
  if (texts.tone === 'refusal')
    return <Refusal texts={texts} snapshot={snapshot} tap={tap} now={now} onFirstVisit={touch.openFirstVisit} />;
  return (
    <Welcome texts={texts} snapshot={snapshot} tap={tap} onChoosePin={() => setChoosing(true)} onDone={touch.putAway} />
  );
}
