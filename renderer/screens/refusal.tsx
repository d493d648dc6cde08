import type { Snapshot, TapOutcome } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import type { OutcomeTexts } from '../i18n/outcome-texts.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { ListenKey } from '../ui/listen-key.tsx';
import { StopSymbol } from '../ui/symbols.tsx';

type Props = {
  readonly texts: OutcomeTexts;
  readonly snapshot: Snapshot;
  readonly tap: TapOutcome;
  readonly now: EpochMs;
  readonly onFirstVisit: () => void;
};

/** Why a tap led to nothing, and what to do. */
export function Refusal({ texts, snapshot, tap, now, onFirstVisit }: Props) {
  const text = useText();
  const reason = tap.outcome === 'denied' ? tap.reason : null;
  return (
    <div className="outcome refusal" data-outcome="refusal">
      <div className="refusal-side">
        <StopSymbol className="outcome-symbol" />
      </div>
      <div className="refusal-body">
        <ListenKey over />
        <h1>{text(texts.title)}</h1>
        <h2>{text('refused.what-to-do')}</h2>
        <p>{text(texts.more)}</p>
        {reason === 'office-closed' && <OpeningAgain snapshot={snapshot} now={now} />}
        {reason === 'credential-not-enrolled' && snapshot.enrolment.self && (
          <button type="button" className="button strong" onClick={onFirstVisit}>
            {text('first-visit.by-yourself')}
          </button>
        )}
      </div>
    </div>
  );
}

function OpeningAgain({ snapshot: { hours, office }, now }: Pick<Props, 'snapshot' | 'now'>) {
  const change = useMoments(office.timeZone).change(hours, now);
  return change === '' ? null : <p className="opening-again">{change}</p>;
}
