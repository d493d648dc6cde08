import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { UnpluggedSymbol } from '../ui/symbols.tsx';

type Props = { readonly trouble: 'unreachable' | 'session-required'; readonly choice: ReactNode };

/** The screen knows nothing it may show; it says what works without it. */
export function TroubleScreen({ trouble, choice }: Props) {
  const text = useText();
  return (
    <div className="trouble">
      <header className="bar">{choice}</header>
      <div className="trouble-body">
        <UnpluggedSymbol className="trouble-symbol" />
        <div>
          <h1>{text(`trouble.${trouble}.title`)}</h1>
          <p className="works">{text(`trouble.${trouble}.works`)}</p>
          <p>{text(`trouble.${trouble}.do`)}</p>
        </div>
      </div>
    </div>
  );
}
