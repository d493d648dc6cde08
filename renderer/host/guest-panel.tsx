import { useRef, useState } from 'react';
import type { GuestPassCommand, HostView, Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { hoursUntilEvening } from '../kiosk/pass-hours.ts';
import { hostCommands } from '../live/commands.ts';
import { Segments } from '../ui/segments.tsx';
import { Panel } from './panel.tsx';
import { type GuestPass, PassDialog } from './pass-dialog.tsx';
import { PassesDialog } from './passes-dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

const HOURS = [2, 4, 8, 'evening'] as const;
const USES = [1, 5, 20] as const;

type Props = Pick<Snapshot, 'office' | 'hours'> &
  Pick<HostView, 'passes'> & { readonly now: EpochMs; readonly run: RunCommand };

/** A pass for somebody without a card: a code to be photographed or printed, or a tag to be lent. */
export function GuestPanel({ office, hours, passes, now, run }: Props) {
  const text = useText();
  const [length, setLength] = useState<(typeof HOURS)[number]>(4);
  const [uses, setUses] = useState<(typeof USES)[number]>(5);
  const [pass, setPass] = useState<GuestPass | null>(null);
  const [listed, setListed] = useState(false);
  const busy = useRef(false);
  const make = async (carrier: GuestPassCommand['carrier']) => {
    // Pressed twice it would make two, one of which nobody has.
    if (busy.current) return;
    busy.current = true;
    const wish = { hours: length === 'evening' ? hoursUntilEvening(hours, now) : length, uses, carrier };
    const answer = hostCommands.guestPass(wish);
    run(answer);
    const made = await answer;
    busy.current = false;
    // A tag is asked for by the next snapshot.
    if (made.ok && made.value.text !== null)
      setPass({ text: made.value.text, untilMs: made.value.untilMs, uses: wish.uses });
  };
  const name = (value: (typeof HOURS)[number]) =>
    value === 'evening' ? text('host.guest.evening') : text('host.guest.hours', { hours: value });
  return (
    <Panel className="guest" title={text('host.guest.title')}>
      <Segments
        label={text('host.guest.how-long')}
        options={HOURS.map((value) => ({ value, name: name(value) }))}
        chosen={length}
        onChoose={setLength}
      />
      <Segments
        label={text('host.guest.how-often')}
        options={USES.map((value) => ({ value, name: text('host.guest.uses', { uses: value }) }))}
        chosen={uses}
        onChoose={setUses}
      />
      <div className="row">
        <button type="button" className="button strong" onClick={() => void make('qr')}>
          {text('host.guest.qr')}
        </button>
        <button type="button" className="button" onClick={() => void make('tag')}>
          {text('host.guest.tag')}
        </button>
      </div>
      {passes.length > 0 && (
        <button type="button" className="button quiet" onClick={() => setListed(true)}>
          {text('host.guest.good', { count: passes.length })}
        </button>
      )}
      {listed && (
        <PassesDialog passes={passes} timeZone={office.timeZone} now={now} run={run} onDone={() => setListed(false)} />
      )}
      {pass && <PassDialog pass={pass} office={office} now={now} onDone={() => setPass(null)} />}
    </Panel>
  );
}
