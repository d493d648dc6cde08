import { useState } from 'react';
import type { HostView } from '../../device/contract/api.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { decisionsShown } from '../kiosk/decisions-shown.ts';
import { DeniedCardDialog } from './denied-card-dialog.tsx';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Decision = HostView['decisions'][number];
type Props = { readonly decisions: HostView['decisions']; readonly timeZone: string; readonly run: RunCommand };

/** The last decisions, newest first, without anything that tells who; a denied card can be seen to from here. */
export function DecisionsPanel({ decisions, timeZone, run }: Props) {
  const text = useText();
  const { time } = useMoments(timeZone);
  const [asked, setAsked] = useState<number | null>(null);
  return (
    <Panel className="decisions" title={text('host.decisions.title')}>
      {decisions.length === 0 && <p>{text('host.decisions.none')}</p>}
      <ol>
        {decisionsShown(decisions).map(({ ref, ...decision }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two decisions may have the same time, and rows keep no state
          <li key={`${decision.atMs}-${index}`}>
            <time>{time(decision.atMs)}</time>
            <span className={decision.outcome}>{text(textOf(decision))}</span>
            {ref !== undefined && (
              <button
                type="button"
                className="button sign"
                aria-label={text('host.decision.more', { time: time(decision.atMs) })}
                onClick={() => setAsked(ref)}
              >
                ⋯
              </button>
            )}
          </li>
        ))}
      </ol>
      {asked !== null && <DeniedCardDialog reference={asked} run={run} onDone={() => setAsked(null)} />}
    </Panel>
  );
}

function textOf({ outcome, direction, reason }: Decision): MessageId {
  if (outcome === 'granted') return `host.decision.granted.${direction}`;
  return reason === undefined ? 'host.decision.denied' : `host.decision.denied.${reason}`;
}
