import { outcomeTexts } from '../i18n/outcome-texts.ts';
import { useText } from '../i18n/use-text.ts';
import type { Screen } from '../kiosk/choose-screen.ts';

/** Says outcomes and trouble to a screen reader. Always in the page, since only a change inside it is read out. */
export function Announcer({ screen }: { readonly screen: Screen }) {
  const text = useText();
  return (
    <p className="heard-only" role="status" aria-live="assertive">
      {messageIds(screen)
        .map((id) => text(id))
        .join(' ')}
    </p>
  );
}

function messageIds(screen: Screen) {
  if (screen.kind === 'evacuation') return ['evacuation.title', 'evacuation.way-out'] as const;
  if (screen.kind === 'trouble') return [`trouble.${screen.trouble}.title`, `trouble.${screen.trouble}.works`] as const;
  if (screen.kind === 'pin') return ['pin.title'] as const;
  if ((screen.kind !== 'outcome' && screen.kind !== 'host') || screen.tap === null) return [];
  const { title, more, notes } = outcomeTexts(screen.tap.outcome);
  return [title, more, ...notes];
}
