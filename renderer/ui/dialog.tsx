import { type ReactNode, useId } from 'react';
import { useModal } from './use-modal.ts';

type Props = {
  readonly title: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
  readonly className?: string;
};

/** A titled question over everything else. The browser's own cancel, Escape, is `onCancel` too. */
export function Dialog({ title, onCancel, children, className = '' }: Props) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-labelledby={id} onCancel={onCancel}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
