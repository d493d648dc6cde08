import type { DoorHealth, Snapshot, TapOutcome } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { type OutcomeTexts, outcomeTexts } from '../i18n/outcome-texts.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { visitorCommands } from '../live/commands.ts';
import { CheckSymbol, StopSymbol } from '../ui/symbols.tsx';

type Props = { readonly snapshot: Snapshot; readonly tap: TapOutcome; readonly now: EpochMs };

/** What a tap led to. A welcome and a refusal differ in colour, symbol, place, text and sound. */
export function OutcomeScreen({ snapshot, tap, now }: Props) {
  const texts = outcomeTexts(tap);
  if (texts.tone === 'welcome') {
    const door = tap.outcome === 'granted' ? snapshot.doors.find(({ id }) => id === tap.door) : undefined;
    return <Welcome texts={texts} extra={door?.mode === 'accessed' ? <MoreTime door={door} /> : null} />;
  }
  const closed = tap.outcome === 'denied' && tap.reason === 'office-closed';
  return <Refusal texts={texts} extra={closed ? <OpeningAgain snapshot={snapshot} now={now} /> : null} />;
}

type SideProps = { readonly texts: OutcomeTexts; readonly extra: React.ReactNode };

function Welcome({ texts, extra }: SideProps) {
  const text = useText();
  return (
    <div className="outcome welcome" data-outcome="welcome">
      <CheckSymbol className="outcome-symbol" />
      <h1>{text(texts.title)}</h1>
      <p className="welcome-more">{text(texts.more)}</p>
      {extra}
    </div>
  );
}

/** For whoever comes with a wheelchair, a pram or bags. */
function MoreTime({ door: { id, extended } }: { readonly door: DoorHealth }) {
  const text = useText();
  if (extended) return <p className="welcome-more">{text('granted.more-time.given')}</p>;
  return (
    <button type="button" className="button more-time" onClick={() => void visitorCommands.moreTime(id)}>
      {text('granted.more-time')}
    </button>
  );
}

function Refusal({ texts, extra }: SideProps) {
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
