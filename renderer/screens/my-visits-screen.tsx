import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { type EpochMs, milliseconds } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { secondsLeft } from '../kiosk/countdown.ts';
import { isNothingStored } from '../kiosk/take-along.ts';
import { myVisitsCommands } from '../live/my-visits-commands.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { useReadAloud } from '../sound/listening.ts';
import { TimeLeft, WARNED_S } from '../ui/time-left.tsx';
import { MyVisitsCard } from './my-visits-card.tsx';
import { MyVisitsErasing } from './my-visits-erasing.tsx';
import { MyVisitsList } from './my-visits-list.tsx';
import { MyVisitsTakeAlong } from './my-visits-take-along.tsx';
import { StartingScreen } from './starting-screen.tsx';

type Props = {
  /** Of the outcome of the tap. */
  readonly id: number;
  readonly office: Snapshot['office'];
  readonly now: EpochMs;
  readonly choice: ReactNode;
  readonly touch: VisitorTouch;
};

/** What is stored about the card that was laid on the reader, until it closes by itself. */
export function MyVisitsScreen({ id, office, now, choice, touch }: Props) {
  const text = useText();
  const { stored, failed, load, giveTime } = useStored(id, now, touch);
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState<'take' | 'erase' | 'forget' | null>(null);
  useReadAloud(stored && text('my-visits.summary', { count: stored.visits.length + stored.leftOut }));
  useReadAloud(said === '' ? null : said);
  const close = () => {
    void myVisitsCommands.close(id);
    touch.putAway();
  };
  if (stored === null) return failed ? <Failed onClose={close} /> : <StartingScreen />;
  const seconds = secondsLeft(stored.untilMs, now);
  const time = <TimeLeft className="time-left" seconds={seconds} onMoreTime={giveTime} />;
  const done = (what: string) => {
    setOpen(null);
    setSaid(what);
    void load();
  };
  return (
    <div className="my-visits">
      <header className="bar">
        <h1>{text('my-visits.title')}</h1>
        {choice}
      </header>
      <p role="status" className="own-said">
        {said}
      </p>
      <div className="own">
        <MyVisitsList stored={stored} timeZone={office.timeZone} now={now} />
        <MyVisitsCard stored={stored} timeZone={office.timeZone} />
      </div>
      {open === null && time}
      {seconds > WARNED_S && <Kept stored={stored} />}
      <footer className="bar">
        {!isNothingStored(stored) && (
          <button type="button" className="button quiet" onClick={() => setOpen('take')}>
            {text('my-visits.take')}
          </button>
        )}
        {stored.visits.length > 0 && <Erase what="erase" onOpen={setOpen} />}
        {stored.card?.role === 'visitor' && !stored.card.blocked && <Erase what="forget" onOpen={setOpen} />}
        <button type="button" className="button strong" onClick={close}>
          {text('my-visits.close')}
        </button>
      </footer>
      {open === 'take' && (
        <MyVisitsTakeAlong office={office.name} stored={stored} time={time} onDone={() => setOpen(null)} />
      )}
      {(open === 'erase' || open === 'forget') && (
        <MyVisitsErasing id={id} what={open} time={time} onBack={() => setOpen(null)} onDone={done} />
      )}
    </div>
  );
}

/** What the controller tells, and how to have it for longer. Another session's page shows nothing, and puts it away. */
function useStored(id: number, now: EpochMs, touch: VisitorTouch) {
  const [stored, setStored] = useState<MyVisitsAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    const answer = await myVisitsCommands.read(id);
    if (answer.ok) setStored(answer.value);
    else if (answer.error.code === 'my-visits-closed') touch.putAway();
    else setFailed(true);
  }, [id, touch]);
  useEffect(() => void load(), [load]);
  const over = stored !== null && secondsLeft(stored.untilMs, now) === 0;
  useEffect(() => {
    if (over) touch.putAway();
  }, [over, touch]);
  const giveTime = async () => {
    const answer = await myVisitsCommands.moreTime(id);
    if (!answer.ok) return;
    const { untilMs } = answer.value;
    setStored((before) => before && { ...before, untilMs });
    touch.held(milliseconds(untilMs - now));
  };
  return { stored, failed, load, giveTime: () => void giveTime() };
}

type EraseProps = { readonly what: 'erase' | 'forget'; readonly onOpen: (what: 'erase' | 'forget') => void };

function Erase({ what, onOpen }: EraseProps) {
  const text = useText();
  return (
    <button type="button" className="button" onClick={() => onOpen(what)}>
      {text(`my-visits.${what}`)}
    </button>
  );
}

/** For how long visits are kept, and which of them can be told to be one's own. */
function Kept({ stored: { pseudonyms, visitDays, leftOut } }: { readonly stored: MyVisitsAnswer }) {
  const text = useText();
  return (
    <p className="own-kept">
      {text(`my-visits.kept.${pseudonyms}`, { count: visitDays })}
      {leftOut > 0 && ` ${text('my-visits.left-out', { count: leftOut })}`}
    </p>
  );
}

function Failed({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  return (
    <div className="my-visits own-failed" role="status">
      <h1>{text('my-visits.failed')}</h1>
      <button type="button" className="button strong" onClick={onClose}>
        {text('my-visits.close')}
      </button>
    </div>
  );
}
