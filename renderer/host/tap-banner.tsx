import { outcomeTexts } from '../i18n/outcome-texts.ts';
import { useText } from '../i18n/use-text.ts';
import type { SeenTap } from '../kiosk/kiosk-state.ts';
import { CheckSymbol, StopSymbol } from '../ui/symbols.tsx';

type Props = { readonly tap: SeenTap | null; readonly failed: boolean };

/** Over the host view: what the last tap led to, or that a button had no effect. */
export function TapBanner({ tap, failed }: Props) {
  const text = useText();
  if (failed) return <Banner tone="refusal" title={text('host.failed')} more="" />;
  if (tap === null) return null;
  const { tone, title, more } = outcomeTexts(tap.outcome);
  return <Banner tone={tone} title={text(title)} more={text(more)} />;
}

function Banner({
  tone,
  title,
  more,
}: {
  readonly tone: 'welcome' | 'refusal';
  readonly title: string;
  readonly more: string;
}) {
  const ToneSymbol = tone === 'welcome' ? CheckSymbol : StopSymbol;
  return (
    <div className={`banner ${tone}`} data-outcome={tone}>
      <ToneSymbol className="banner-symbol" />
      <p>
        <strong>{title}</strong> {more}
      </p>
    </div>
  );
}
