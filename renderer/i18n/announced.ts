import type { Screen } from '../kiosk/choose-screen.ts';
import type { MessageId } from './catalogue.ts';
import { outcomeTexts } from './outcome-texts.ts';
import { pendingTexts } from './pending-texts.ts';

/** What a screen tells by itself, whether it is looked at or not: outcomes, trouble, what is asked for, what has come. */
export function announced(screen: Screen): readonly MessageId[] {
  if (screen.kind === 'evacuation') return ['evacuation.title', 'evacuation.way-out'];
  if (screen.kind === 'trouble') return [`trouble.${screen.trouble}.title`, `trouble.${screen.trouble}.works`];
  if (screen.kind === 'pin') return ['pin.title'];
  if (screen.kind === 'first-visit') return ['first-visit.title'];
  if (screen.kind === 'skills') return ['skills.title', 'skills.more'];
  if (screen.kind === 'pending') {
    const { title, more } = pendingTexts(screen.pending);
    return [title, more];
  }
  if ((screen.kind !== 'outcome' && screen.kind !== 'host') || screen.tap === null) return [];
  const { title, more, notes } = outcomeTexts(screen.tap.outcome);
  return [title, more, ...notes];
}
