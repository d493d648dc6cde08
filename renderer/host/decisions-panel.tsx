import type { HostView } from '../../device/contract/api.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { Panel } from './panel.tsx';

type Decision = HostView['decisions'][number];
type Props = { readonly decisions: readonly Decision[]; readonly timeZone: string };

/** As many as there is room for at 800×480. */
const MOST_SHOWN = 4;

/** The last decisions, newest first, without anything that tells who. */
export function DecisionsPanel({ decisions, timeZone }: Props) {
  const text = useText();
  const { time } = useMoments(timeZone);
  const shown = decisions.slice(0, MOST_SHOWN);
  return (
    <Panel className="decisions" title={text('host.decisions.title')}>
      {shown.length === 0 && <p>{text('host.decisions.none')}</p>}
      <ol>
        {shown.map((decision, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two decisions may have the same time, and rows keep no state
          <li key={`${decision.atMs}-${index}`}>
            <time>{time(decision.atMs)}</time>
            <span className={decision.outcome}>{text(textOf(decision))}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function textOf({ outcome, direction, reason }: Decision): MessageId {
  if (outcome === 'granted') return `host.decision.granted.${direction}`;
  return reason === undefined ? 'host.decision.denied' : `host.decision.denied.${reason}`;
}
