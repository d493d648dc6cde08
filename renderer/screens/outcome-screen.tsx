import type { Snapshot, TapOutcome } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { type OutcomeTexts, outcomeTexts } from '../i18n/outcome-texts.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { CheckSymbol, StopSymbol } from '../ui/symbols.tsx';

type Props = { readonly snapshot: Snapshot; readonly tap: TapOutcome; readonly now: EpochMs };

/** What a tap led to. A welcome and a refusal differ in colour, symbol, place, text and sound. */
export function OutcomeScreen({ snapshot, tap, now }: Props) {
  const texts = outcomeTexts(tap);
  if (texts.tone === 'welcome') return <Welcome texts={texts} />;
  const closed = tap.outcome === 'denied' && tap.reason === 'office-closed';
  return <Refusal texts={texts} extra={closed ? <OpeningAgain snapshot={snapshot} now={now} /> : null} />;
}

function Welcome({ texts }: { readonly texts: OutcomeTexts }) {
  const text = useText();
  return (
    <div className="outcome welcome" data-outcome="welcome">
      <CheckSymbol className="outcome-symbol" />
      <h1>{text(texts.title)}</h1>
      <p className="welcome-more">{text(texts.more)}</p>
    </div>
  );
}

function Refusal({ texts, extra }: { readonly texts: OutcomeTexts; readonly extra: React.ReactNode }) {
  const text = useText();
  return (
    <div className="outcome refusal" data-outcome="refusal">
      <div className="refusal-side">
        <StopSymbol className="outcome-symbol" />
      </div>
      <div className="refusal-body">
        <h1>{text(texts.title)}</h1>
        <h2>{text('refused.what-to-do')}</h2>
        <p>{text(texts.more)}</p>
        {extra}
      </div>
    </div>
  );
}

function OpeningAgain({ snapshot: { hours, office }, now }: Omit<Props, 'tap'>) {
  const change = useMoments(office.timeZone).change(hours, now);
  return change === '' ? null : <p className="opening-again">{change}</p>;
}
