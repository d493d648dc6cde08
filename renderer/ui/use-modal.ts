import { type RefObject, useEffect, useRef } from 'react';

/**
 * Opens a dialog over everything else for as long as it is in the page. Once it has gone, the focus is back where it was:
 * a browser gives it back where a dialog is closed, and not where it is taken from the page.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => void (before instanceof HTMLElement && before.focus());
  }, []);
  return dialog;
}
