import { CredentialRole, DenyReason } from '../../device/contract/access.ts';
import { CardPurpose, type PendingTap, type Snapshot, type TapOutcome } from '../../device/contract/api.ts';
import { DoorId } from '../../device/contract/ids.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { hostViewWith, occupancyWith, snapshotWith } from './canned-snapshot.ts';
import { dutyStates } from './duty-states.ts';
import type { GalleryState, GalleryStates } from './gallery-state.ts';
import { hostStates } from './host-states.ts';
import { idleStates, screenTabStates, skillsOf } from './idle-states.ts';
import { myVisitsStates } from './my-visits-states.ts';

const AT = 1_000_000;
const IN_A_MINUTE = AT + 60_000;
const door = DoorId.parse('entrance');

type OutcomeOf<T> = T extends TapOutcome ? Omit<T, 'id' | 'atMs' | 'door'> : never;

const idle = (change: Partial<Snapshot> = {}): GalleryState => ({
  snapshot: snapshotWith({
    enrolment: { self: true, pin: true },
    skills: skillsOf(0),
    occupancy: occupancyWith({ present: 7 }),
    hours: { open: true, mode: 'staffed', changesAtMs: AT + 5 * 3_600_000 },
    ...change,
  }),
});
const saying = (says: readonly MessageId[], change: Partial<Snapshot>): GalleryState => ({ ...idle(change), says });
const after = (outcome: OutcomeOf<TapOutcome>, change: Partial<Snapshot> = {}): GalleryState =>
  idle({ lastTap: { id: 1, atMs: AT, door, ...outcome } as TapOutcome, ...change });
const asked = (pendingTap: PendingTap): GalleryState => idle({ pendingTap });
const host = (change: object = {}, rest: Partial<Snapshot> = {}): GalleryState =>
  idle({ host: hostViewWith(change), ...rest });

const withDoor = (change: object): Partial<Snapshot> => ({
  doors: snapshotWith().doors.map((each) => ({ ...each, ...change })),
});
const faulted = { state: 'faulted', sinceMs: 0 } as const;

/** Every screen of visitors and hosts, in every state that looks unlike the others. */
export const galleryStates: GalleryStates = {
  starting: { snapshot: null },
  'trouble.session': { snapshot: null, after: { type: 'session-required' } },

  idle: idle(),
  'idle.always-open': idle({ hours: { open: true, mode: 'staffed', changesAtMs: null } }),
  'idle.closes-soon': idle({ hours: { open: true, mode: 'staffed', changesAtMs: AT + 15 * 60_000 } }),
  'idle.closed': idle({ hours: { open: false, mode: 'closed', changesAtMs: AT + 3 * 86_400_000 } }),
  'idle.closed.to-go': saying(['closing.closed'], {
    hours: { open: false, mode: 'closed', changesAtMs: AT + 3 * 86_400_000 },
    closedAtMs: AT,
  }),
  // Where nothing can be read aloud there is no such key: the language that is chosen already is pressed instead.
  'idle.listening': { ...idle(), presses: ['.listen, .languages [aria-pressed="true"]'] },
  'idle.silent': idle({ sound: { ...snapshotWith().sound, speech: { state: 'absent', sinceMs: 0 } } }),
  'idle.empty': idle({ occupancy: occupancyWith() }),
  'idle.one-seat': idle({ occupancy: occupancyWith({ present: 19, band: 'nearly-full' }) }),
  'idle.full': idle({ occupancy: occupancyWith({ present: 20, band: 'full' }) }),
  'idle.unknown': saying(['idle.seats-unknown'], {
    occupancy: occupancyWith({ present: null, quality: 'unknown', band: null }),
  }),
  'idle.more-than-seats': idle({ occupancy: occupancyWith({ present: 23, band: 'full' }) }),
  'idle.roll-call': saying(['roll-call.title'], {
    rollCall: { untilMs: AT + 200_000, stayed: 3, unknown: 2, ended: false },
  }),
  'idle.reader-out': saying(['notice.reader-out'], {
    readers: snapshotWith().readers.map((reader) => ({ ...reader, ...faulted })),
  }),
  'idle.strike-out': saying(['notice.strike-out'], withDoor({ strike: faulted })),
  'idle.door-open': saying(['notice.door-open'], withDoor({ physical: 'open', shutSoon: true })),
  'idle.log-out': saying(['notice.log-out'], { log: { ...faulted, pending: 3 } }),
  'idle.broker-out': saying(['notice.broker-out'], { broker: { ...faulted, queued: 9 } }),

  'first-visit': { ...idle(), after: { type: 'first-visit', open: true } },
  'first-visit.soon-over': { ...idle(), after: { type: 'first-visit', open: true }, agoS: 81 },
  ...named('pending', ['offer-skill', 'take-back-skill'] as const, (purpose) =>
    asked({ purpose, untilMs: IN_A_MINUTE }),
  ),
  'pending.host-view': asked({ purpose: 'host-view', untilMs: IN_A_MINUTE }),
  'pending.my-visits': asked({ purpose: 'my-visits', untilMs: IN_A_MINUTE }),
  ...named('pending.enrol', CredentialRole.options, (role) => asked({ purpose: 'enrol', role, untilMs: IN_A_MINUTE })),
  'pending.soon-over': asked({ purpose: 'my-visits', untilMs: AT + 9_000 }),
  ...named('pending', CardPurpose.options, (purpose) => asked({ purpose, untilMs: IN_A_MINUTE })),

  pin: idle({ pinEntry: { id: 1, door, typed: 0, untilMs: AT + 45_000 } }),
  'pin.typed': idle({ pinEntry: { id: 1, door, typed: 3, untilMs: AT + 45_000 } }),
  'pin.soon-over': idle({ pinEntry: { id: 1, door, typed: 8, untilMs: AT + 9_000 } }),

  'granted.in': after({ outcome: 'granted', direction: 'in', notes: [] }, withDoor({ mode: 'accessed' })),
  'granted.in.more-time': after(
    { outcome: 'granted', direction: 'in', notes: [] },
    withDoor({ mode: 'accessed', extended: true }),
  ),
  'granted.in.notes': after(
    { outcome: 'granted', direction: 'in', notes: ['passback', 'seats-taken'] },
    withDoor({ mode: 'accessed' }),
  ),
  'granted.in.companions': {
    ...after({ outcome: 'granted', direction: 'in', notes: [] }, withDoor({ mode: 'accessed' })),
    presses: ['.welcome .row .button:last-child'],
  },
  'granted.out': after({ outcome: 'granted', direction: 'out', notes: [] }),
  ...named('denied', DenyReason.options, (reason) => ({
    ...after({ outcome: 'denied', reason }),
    says: [`denied.${reason}.why`, `denied.${reason}.do`],
  })),
  ...named('enrolled', CredentialRole.options, (role) => after({ outcome: 'enrolled', role, pinOffered: false })),
  'enrolled.pin': after({ outcome: 'enrolled', role: 'visitor', pinOffered: true }),
  'pin-choice': {
    ...after({ outcome: 'pin-offered' }),
    presses: ['.welcome .row .button'],
    says: ['pin-choice.choose.hint'],
  },
  'pin-choice.soon-over': {
    ...idle({ lastTap: { id: 1, atMs: AT - 51_000, door, outcome: 'pin-offered' } }),
    presses: ['.welcome .row .button'],
  },
  ...named(
    'outcome',
    ['not-stored', 'personal-number', 'enrolled-already', 'not-enrolled', 'not-inside'] as const,
    (outcome) => ({
      ...after({ outcome }),
      says: [`${outcome}.why`, `${outcome}.do`],
    }),
  ),
  ...named('outcome', ['host-refused', 'changed', 'stays'] as const, (outcome) => after({ outcome })),
  'outcome.skill-taken-back': after({ outcome: 'skill-taken-back' }),
  'outcome.skill-offered': after({ outcome: 'skill-offered', waits: false }),
  'outcome.skill-waits': after({ outcome: 'skill-offered', waits: true }),
  'outcome.pin-offered': after({ outcome: 'pin-offered' }),

  evacuation: idle({ evacuation: true }),
  'evacuation.unknown': idle({
    evacuation: true,
    occupancy: occupancyWith({ present: null, quality: 'unknown', band: null }),
  }),
  'evacuation.refused': after({ outcome: 'denied', reason: 'pin-locked' }, { evacuation: true }),
  'evacuation.host': idle({ evacuation: true, pendingTap: { purpose: 'host-view', untilMs: IN_A_MINUTE } }),

  host: host(),
  'host.day': host({
    curve: [1, 4, 9, 7, 12].map((present, hour) => ({ atMs: AT - 3_600_000 * (5 - hour), present })),
    decisions: DenyReason.options
      .slice(0, 20)
      .map((reason, ref) => ({ atMs: AT - 60_000 * ref, door, direction: 'in', outcome: 'denied', reason, ref })),
  }),
  'host.unknown': host({}, { occupancy: occupancyWith({ present: null, quality: 'unknown', band: null }) }),
  'host.alarm': host({}, withDoor({ physical: 'open', alarm: 'forced-open', strike: faulted })),
  ...hostStates(host),
  ...idleStates(idle),
  ...screenTabStates(host),
  ...dutyStates(host),
  ...myVisitsStates(after),
};

function named<N extends string>(
  beginning: string,
  names: readonly N[],
  state: (name: N) => GalleryState,
): Record<string, GalleryState> {
  return Object.fromEntries(names.map((name) => [`${beginning}.${name}`, state(name)]));
}
