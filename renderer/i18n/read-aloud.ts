import type { IntlShape } from 'react-intl';
import type { Snapshot } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import type { Screen } from '../kiosk/choose-screen.ts';
import { isToGo, minutesToClosing } from '../kiosk/closing.ts';
import { seatsFree } from '../kiosk/seats.ts';
import { visitorNotice } from '../kiosk/visitor-notice.ts';
import { announced } from './announced.ts';
import { HOUSE_RULES } from './house-rules.ts';
import { momentsOf } from './use-moments.ts';
import { skillNameOf } from './use-skill-name.ts';
import { textOf } from './use-text.ts';
import { usualDayText } from './usual-day-text.ts';

/** `inSwedish`: it is Swedish, whatever language the screen speaks. */
export type Spoken = { readonly text: string; readonly inSwedish?: boolean };

/**
 * What is read aloud of a screen, in the language of `intl`: what it announces, and of one that announces nothing what
 * it shows; a host's own line is taken for Swedish. Of a screen that asks for a PIN nothing but that it does. The host's view is not for the room.
 */
export function readAloud(screen: Screen, now: EpochMs | null, intl: IntlShape): readonly Spoken[] {
  const text = textOf(intl);
  const told = announced(screen).map((id) => ({ text: text(id) }));
  if (screen.kind === 'host' || now === null) return screen.kind === 'host' ? [] : told;
  switch (screen.kind) {
    case 'idle':
      return idleAloud(screen.snapshot, now, intl);
    case 'first-visit':
      return [...told, ...HOUSE_RULES.map((rule) => spoken(text(`first-visit.rule.${rule}`)))];
    case 'outcome': {
      const { outcome } = screen.tap;
      const closed = outcome.outcome === 'denied' && outcome.reason === 'office-closed';
      return closed ? [...told, ...[change(screen.snapshot, now, intl)].filter(Boolean).map(spoken)] : told;
    }
    default:
      return told;
  }
}

function idleAloud(snapshot: Snapshot, now: EpochMs, intl: IntlShape): readonly Spoken[] {
  const text = textOf(intl);
  const { hours } = snapshot;
  const free = seatsFree(snapshot);
  const notice = visitorNotice(snapshot);
  const minutes = minutesToClosing(hours, now);
  const open = minutes === null ? text(hours.open ? 'idle.open' : 'idle.closed') : text('closing.call', { minutes });
  return [
    ...noticeAloud(snapshot, now, intl),
    spoken(open),
    ...[minutes === null ? change(snapshot, now, intl) : ''].filter(Boolean).map(spoken),
    spoken(free === null ? text('idle.seats-unknown') : `${free} ${text('idle.seats-free', { free })}`),
    spoken(text('idle.prompt')),
    spoken(text('idle.prompt-more')),
    ...(notice === null ? [] : [spoken(text(`notice.${notice}`))]),
    ...roomAloud(snapshot, intl),
  ];
}

/** How today is, and what people inside can help with. */
function roomAloud({ usualDay, skills }: Snapshot, intl: IntlShape): readonly Spoken[] {
  const today = usualDay === null || usualDay.last === null ? [] : [usualDayText(usualDay, intl)];
  if (skills === null || skills.offers.length === 0) return today.map(spoken);
  const names = skills.offers.map(({ skill }) => skillNameOf(intl, skills.choices)(skill));
  return [...today, `${textOf(intl)('skills.board')}: ${names.join(', ')}`].map(spoken);
}

function noticeAloud(snapshot: Snapshot, now: EpochMs, intl: IntlShape): readonly Spoken[] {
  const text = textOf(intl);
  const { rollCall, announcement, hostAnnouncement } = snapshot;
  if (rollCall && !rollCall.ended) return [text('roll-call.title'), text('roll-call.more')].map(spoken);
  if (isToGo(snapshot, now)) return [text('closing.closed'), text('closing.go-out')].map(spoken);
  const byHost = hostAnnouncement === null ? [] : [{ text: hostAnnouncement.text, inSwedish: true }];
  if (announcement === null) return byHost;
  const { language } = new Intl.Locale(intl.locale);
  const said = announcement.texts[language];
  const byCentral = said === undefined ? { text: announcement.texts.sv ?? '', inSwedish: true } : spoken(said);
  return [byCentral, ...byHost];
}

function change({ hours, office }: Snapshot, now: EpochMs, intl: IntlShape): string {
  return momentsOf(intl, office.timeZone).change(hours, epochMs(now));
}

function spoken(text: string): Spoken {
  return { text };
}
