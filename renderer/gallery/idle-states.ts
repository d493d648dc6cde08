import type { Snapshot } from '../../device/contract/api.ts';
import { PlainSkill, type SkillsSection } from '../../device/contract/skills.ts';
import type { UsualDaySection } from '../../device/contract/usual-day.ts';
import { occupancyWith, snapshotWith } from './canned-snapshot.ts';
import type { GalleryState, GalleryStates } from './gallery-state.ts';

const AT = 1_000_000;

const fromCentral: Snapshot['announcement'] = {
  texts: {
    sv: 'We close at 3 p.m. today, since the water is turned off in the whole block. '.padEnd(158, 'See you! '),
  },
  untilMs: null,
};
const fromHost: Snapshot['hostAnnouncement'] = {
  text: 'Skrivaren på övre plan är trasig i dag, använd den i köket. Fika för alla kl. 15, och i kväll stänger vi redan kl. 17. Välkomna tillbaka i morgon, hälsar vi'.padEnd(
    158,
    '!',
  ),
  untilMs: AT + 8 * 3_600_000,
};
const LONG_TEXT = 'Jag kan hjälpa till med mobilen och med BankID, på köksbordet';
const faulted = { state: 'faulted', sinceMs: 0, pending: 3 } as const;
const rollCall = { untilMs: AT + 200_000, stayed: 3, unknown: 2, ended: false };

/** So many skills, the first of them with something written. */
export const skillsOf = (skills: number): SkillsSection => ({
  choices: PlainSkill.options.map((id) => ({ id, names: null })),
  offers: PlainSkill.options.slice(0, skills).map((skill, index) => ({
    ...{ skill, count: 1 + (index % 3) },
    texts: index === 0 ? [LONG_TEXT] : [],
  })),
});
const ownSkill: SkillsSection = {
  choices: [{ id: 'kayak', names: { sv: 'Kajak', en: 'Kayaking' } }],
  offers: [{ skill: 'kayak', count: 1, texts: [] }],
};
/** As a host sees them: two that wait, one that is shown, one without a text. */
const offered = [true, false, true, false].map((approved, index) => ({
  ...{ ref: index, skill: PlainSkill.options[index], approved },
  text: index === 2 ? null : LONG_TEXT,
}));

const usualDay = (last: UsualDaySection['last'], hours = 9): UsualDaySection => ({
  ...{ weekday: 4, last },
  hours: Array.from({ length: hours }, (_, index) => ({
    hour: (9 + index) % 24,
    today: index > 4 ? null : index === 0 ? 'few' : 5 + index * 2,
    usual: index === 0 || index === hours - 1 ? 'few' : 6 + ((index * 7) % 13),
  })),
});

const named = (name: string): Partial<Snapshot> => ({ office: { ...snapshotWith().office, name } });

const seated = (seats: number, present: number): Partial<Snapshot> => ({
  office: { ...snapshotWith().office, seats, maxPersons: seats },
  occupancy: occupancyWith({ present }),
});

type IdleWith = (change?: Partial<Snapshot>) => GalleryState;
type HostWith = (change?: object, rest?: Partial<Snapshot>) => GalleryState;

/** What the idle screen tells beside hours and seats, alone and all at once. */
export function idleStates(idle: IdleWith): GalleryStates {
  const crowded = { usualDay: usualDay('as-usual'), skills: skillsOf(9), ...seated(60, 43) };
  const both = { announcement: fromCentral, hostAnnouncement: fromHost };
  const reads = { ...idle({ skills: skillsOf(3) }), after: { type: 'skills', open: true } } as const;
  return {
    'idle.short-name': idle(named('Kontoret')),
    'idle.long-name': idle({
      ...{ usualDay: usualDay('calmer'), skills: skillsOf(5) },
      ...named('Allmänna kontoret i Folkets hus vid torget i Lilla Edet'),
    }),
    'idle.few-seats': idle(seated(5, 2)),
    'idle.many-seats': idle(seated(60, 43)),
    'idle.hall': idle(seated(140, 97)),
    'idle.announcement': idle({ announcement: fromCentral }),
    'idle.host-announcement': idle({ hostAnnouncement: fromHost }),
    'idle.both-announcements': idle(both),
    'idle.no-skills-board': idle({ skills: null }),
    'idle.skills': idle({ skills: skillsOf(2) }),
    'idle.many-skills': idle({ skills: skillsOf(9) }),
    'idle.own-skill': idle({ skills: ownSkill }),
    'idle.usual-day': idle({ usualDay: usualDay('calmer') }),
    'idle.usual-day.open-late': idle({ usualDay: usualDay(null, 20) }),
    'idle.busier': idle({ usualDay: usualDay('busier'), skills: skillsOf(5) }),
    'idle.crowded': idle(crowded),
    'idle.crowded.told': idle({ ...crowded, hostAnnouncement: fromHost }),
    'idle.crowded.told-twice': idle({ ...crowded, ...both }),
    'idle.crowded.told-twice.log-out': idle({ ...crowded, ...both, log: faulted }),
    'idle.crowded.asked-again': idle({ ...crowded, ...both, rollCall, log: faulted }),
    skills: reads,
    'skills.soon-over': { ...reads, agoS: 81 },
    'skills.writes': { ...reads, presses: ['.skill-choices .button:nth-child(8)'] },
    'skills.writes.soon-over': { ...reads, agoS: 81, presses: ['.skill-choices .button:nth-child(8)'] },
  };
}

/** What a host has a say in of it. */
export function screenTabStates(host: HostWith): GalleryStates {
  const pressing = (presses: readonly string[], change: object = {}, rest: Partial<Snapshot> = {}): GalleryState => ({
    ...host(change, rest),
    presses: ['#tab-screen', ...presses],
  });
  return {
    'host.screen': pressing([]),
    'host.screen.no-skills-board': pressing([], {}, { skills: null }),
    'host.screen.told': pressing([], { skills: offered }, { hostAnnouncement: fromHost }),
    'host.screen.writes': pressing(['.told .button.strong']),
    'host.screen.writes.soon-over': pressing(['.told .button.strong'], { locksAtMs: AT + 9_000 }),
    'host.screen.signs': pressing(['.told .button.strong', '.with-space .key']),
  };
}
