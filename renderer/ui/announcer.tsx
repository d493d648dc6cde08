import { announced } from '../i18n/announced.ts';
import { useText } from '../i18n/use-text.ts';
import type { Screen } from '../kiosk/choose-screen.ts';

/** Says outcomes and trouble to a screen reader. Always in the page, since only a change inside it is read out. */
export function Announcer({ screen }: { readonly screen: Screen }) {
  const text = useText();
  return (
    <p className="heard-only" role="status" aria-live="assertive">
      {announced(screen)
        .map((id) => text(id))
        .join(' ')}
    </p>
  );
}
