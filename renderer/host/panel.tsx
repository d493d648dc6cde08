import { type ReactNode, useId } from 'react';

type Props = { readonly className: string; readonly title: string; readonly children: ReactNode };

/** One titled part of the host view. */
export function Panel({ className, title, children }: Props) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
