import { outcomeTexts } from '../i18n/outcome-texts.ts';
import { useText } from '../i18n/use-text.ts';
import type { SeenTap } from '../kiosk/kiosk-state.ts';
import { CheckSymbol, StopSymbol } from '../ui/symbols.tsx';
import type { HostNotice } from './use-host-command.ts';

type Props = { readonly tap: SeenTap | null; readonly notice: HostNotice | null };

/** Over the host view: what a button led to, or else the last tap, which the page itself announces. */
export function TapBanner({ tap, notice }: Props) {
  const text = useText();
  return (
    <>
      <p className="heard-only" role="status">
        {notice && text(notice.text)}
      </p>
      {notice ? <Banner tone={notice.tone} title={text(notice.text)} more="" /> : tap && <TapLine tap={tap} />}
    </>
  );
}

function TapLine({ tap }: { readonly tap: SeenTap }) {
  const text = useText();
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
