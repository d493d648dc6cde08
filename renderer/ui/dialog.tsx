import { type ReactNode, useEffect, useId, useRef } from 'react';

type Props = {
  readonly title: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
  readonly className?: string;
};

/**
 * A titled question over everything else. The browser's own cancel, Escape, is `onCancel` too. Once it has gone, the focus
 * is back at what opened it: a browser gives it back where a dialog is closed, and not where it is taken from the page.
 */
export function Dialog({ title, onCancel, children, className = '' }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => void (opener instanceof HTMLElement && opener.focus());
  }, []);
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-labelledby={id} onCancel={onCancel}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
