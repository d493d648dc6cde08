import { useContext } from 'react';
import { useText } from '../i18n/use-text.ts';
import { ListeningContext } from '../sound/listening.ts';
import { LISTEN_KEY } from '../sound/use-listen-key.ts';
import { ListenSymbol } from './symbols.tsx';

/** Reads the screen aloud, and those that come after it; pressed again it is silent. Not there where nothing can be said. */
export function ListenKey({ over = false }: { readonly over?: boolean }) {
  const text = useText();
  const { available, on, toggle } = useContext(ListeningContext);
  if (!available) return null;
  return (
    <button
      type="button"
      className={over ? 'button listen over' : 'button listen'}
      aria-pressed={on}
      aria-keyshortcuts={LISTEN_KEY}
      // Pressed with a finger it takes no focus, so that the next key is the one that was meant.
      onMouseDown={(event) => event.preventDefault()}
      onClick={toggle}
    >
      <ListenSymbol className="listen-symbol" />
      {text('listen')}
    </button>
  );
}
