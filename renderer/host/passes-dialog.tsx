import { useState } from 'react';
import type { HostView } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

/** As many as there is room for at 800×480. */
const SHOWN_AT_ONCE = 5;

type Pass = HostView['passes'][number];
type Props = {
  readonly passes: readonly Pass[];
  readonly timeZone: string;
  readonly now: EpochMs;
  readonly run: RunCommand;
  readonly onDone: () => void;
};

/** The guest passes that are good, each with a way to take it back; nothing tells who has it. */
export function PassesDialog({ passes, timeZone, now, run, onDone }: Props) {
  const text = useText();
  const { moment } = useMoments(timeZone);
  const [from, setFrom] = useState(0);
  const lines = ({ untilMs, usesLeft }: Pass) => [
    untilMs === null ? null : text('host.pass.until', { until: moment(epochMs(untilMs), now) }),
    usesLeft === null ? null : text('host.passes.uses-left', { uses: usesLeft }),
  ];
  const revoke = (ref: number) => {
    run(hostCommands.revokePass(ref), 'host.passes.revoked');
    onDone();
  };
  // Passes run out while they are looked at.
  const first = from < passes.length ? from : 0;
  return (
    <Dialog className="passes" title={text('host.passes.title')} onCancel={onDone}>
      <ul>
        {passes.slice(first, first + SHOWN_AT_ONCE).map((pass) => (
          <li key={pass.ref}>
            <span>{lines(pass).filter(Boolean).join(' · ')}</span>
            <button type="button" className="button" onClick={() => revoke(pass.ref)}>
              {text('host.passes.revoke')}
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        <button type="button" className="button quiet" onClick={onDone}>
          {text('host.passes.close')}
        </button>
        {passes.length > SHOWN_AT_ONCE && (
          <button type="button" className="button" onClick={() => setFrom(first + SHOWN_AT_ONCE)}>
            {text('host.passes.others')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
