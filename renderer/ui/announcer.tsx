import { announced } from '../i18n/announced.ts';
import { useText } from '../i18n/use-text.ts';
import type { Screen } from '../kiosk/choose-screen.ts';
import { screenKey } from '../kiosk/screen-key.ts';

/**
 * Says outcomes, trouble and what is asked for to a screen reader. Always in the page, since only a change inside it is read
 * out; the same words for the next one are new ones.
 */
export function Announcer({ screen }: { readonly screen: Screen }) {
  const text = useText();
  return (
    <p className="heard-only" role="status" aria-live="assertive">
      <span key={keyOf(screen)}>
        {announced(screen)
          .map((id) => text(id))
          .join(' ')}
      </span>
    </p>
  );
}

/** Over the host view each tap is told. */
function keyOf(screen: Screen): string {
  return screen.kind === 'host' ? `host ${screen.tap?.outcome.id}` : screenKey(screen);
}
