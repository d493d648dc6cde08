import type { ReactNode } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { closingCall, isToGo, minutesToClosing } from '../kiosk/closing.ts';
import { idleParts } from '../kiosk/idle-parts.ts';
import { nameSize } from '../kiosk/name-size.ts';
import { visitorNotice } from '../kiosk/visitor-notice.ts';
import { hostCommands } from '../live/commands.ts';
import { myVisitsCommands } from '../live/my-visits-commands.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { CardSymbol } from '../ui/symbols.tsx';
import { Announcements } from './announcement.tsx';
import { ClosedNotice } from './closed-notice.tsx';
import { RollCallBanner } from './roll-call-banner.tsx';
import { Room } from './room.tsx';
import { SkillsOnOffer } from './skills-on-offer.tsx';
import { UsualDay } from './usual-day.tsx';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: EpochMs;
  readonly choice: ReactNode;
  readonly touch: VisitorTouch;
};

/** What a visitor meets: is it open, is there room, and what to do with the card. */
export function IdleScreen({ snapshot, now, choice, touch }: Props) {
  const text = useText();
  const notice = visitorNotice(snapshot);
  const { room, picture, curve, boardLines } = idleParts(snapshot, notice !== null, isToGo(snapshot, now));
  const { skills, usualDay } = snapshot;
  return (
    <div className="idle">
      <header className="bar">
        <h1 className={`office-name ${nameSize(snapshot.office.name)}`}>{snapshot.office.name}</h1>
        {choice}
      </header>
      <Notice snapshot={snapshot} now={now} />
      <div className="idle-body" data-room={room}>
        <section className="idle-room">
          <Hours snapshot={snapshot} now={now} />
          <ClosingCalls snapshot={snapshot} now={now} />
          <Room snapshot={snapshot} drawn={picture} />
          {usualDay && curve !== 'none' && <UsualDay usualDay={usualDay} drawn={curve === 'drawn'} />}
        </section>
        <div className="idle-side">
          <section className={notice === 'reader-out' ? 'prompt resting' : 'prompt'}>
            <CardSymbol className="prompt-symbol" />
            <h2>{text('idle.prompt')}</h2>
            <p>{text('idle.prompt-more')}</p>
          </section>
          {skills && skills.offers.length > 0 && <SkillsOnOffer skills={skills} lines={boardLines} />}
        </div>
      </div>
      <p className="notice" role="status">
        {notice && text(`notice.${notice}`)}
      </p>
      <footer className="bar">
        {snapshot.enrolment.self && (
          <button type="button" className="button" onClick={touch.openFirstVisit}>
            {text('first-visit.start')}
          </button>
        )}
        {skills && (
          <button type="button" className="button" onClick={touch.openSkills}>
            {text('skills.offer')}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => void myVisitsCommands.request()}>
          {text('my-visits.title')}
        </button>
        <button type="button" className="button quiet" onClick={() => void hostCommands.requestView()}>
          {text('idle.host')}
        </button>
      </footer>
    </div>
  );
}

/** Who is asked to tap again, or to go, is asked for minutes only; what is told else can wait so long. */
function Notice({ snapshot, now }: Pick<Props, 'snapshot' | 'now'>) {
  const { rollCall, announcement, hostAnnouncement } = snapshot;
  if (rollCall && !rollCall.ended) return <RollCallBanner rollCall={rollCall} now={now} />;
  if (isToGo(snapshot, now)) return <ClosedNotice />;
  return <Announcements announcement={announcement} hostAnnouncement={hostAnnouncement} />;
}

function Hours({ snapshot: { hours, office }, now }: Pick<Props, 'snapshot' | 'now'>) {
  const text = useText();
  const { change, moment } = useMoments(office.timeZone);
  const minutes = minutesToClosing(hours, now);
  if (minutes !== null && hours.changesAtMs !== null)
    return (
      <p className="hours">
        <strong className="closing">{text('idle.closes.soon', { minutes })}</strong>
        <span>{moment(epochMs(hours.changesAtMs), now)}</span>
      </p>
    );
  return (
    <p className="hours">
      <strong className={hours.open ? 'open' : 'closed'}>{text(hours.open ? 'idle.open' : 'idle.closed')}</strong>
      <span>{change(hours, now)}</span>
    </p>
  );
}

/** The calls to a screen reader, in the words that are said aloud; it would else be told each minute. */
function ClosingCalls({ snapshot: { hours }, now }: Pick<Props, 'snapshot' | 'now'>) {
  const text = useText();
  const call = closingCall(hours, now);
  return (
    <p className="heard-only" role="status">
      {call ? text('closing.call', { minutes: call }) : ''}
    </p>
  );
}
