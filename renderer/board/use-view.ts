import { useCallback, useEffect, useState } from 'react';
import { readView, type View, writeView } from './rules/view.ts';

/** Not at each letter of a search: browsers refuse an address that changes too often, and it costs a frame. */
const WRITTEN_AFTER_MS = 300;

export type ChangeView = (change: Partial<View>) => void;

/** How the board is looked at, kept behind the # of its address so that it can be bookmarked and sent. */
export function useView(): { readonly view: View; readonly change: ChangeView } {
  const [view, setView] = useState(() => readView(location.hash));
  useEffect(() => {
    const write = () => history.replaceState(null, '', `${location.pathname}${location.search}${hashOf(view)}`);
    const timer = setTimeout(write, WRITTEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [view]);
  useEffect(() => {
    const follow = () => setView(readView(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const change = useCallback<ChangeView>((wish) => setView((before) => ({ ...before, ...wish })), []);
  return { view, change };
}

function hashOf(view: View): string {
  const said = writeView(view);
  return said === '' ? '' : `#${said}`;
}
