import type {
  CredentialRole,
  DenyReason,
  PassageDirection,
  PresentedCredential,
  ReaderDirection,
} from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { ModeRules, Policy } from '../contract/policy.ts';
import type { EpochMs } from '../contract/units.ts';
import type { ClockTrust } from './clock-trust.ts';
import type { Schedule, ScheduleState } from './schedule.ts';

/** What the box knows of a credential that was enrolled. Instants are inclusive; null: no limit. */
export type CredentialRecord = {
  readonly role: CredentialRole;
  readonly blocked: boolean;
  readonly hasPin: boolean;
  readonly validFrom: EpochMs | null;
  readonly validUntil: EpochMs | null;
  /** Of a guest pass: how often it may still be used to come in. */
  readonly usesLeft: number | null;
};

/** Why a door takes no access now; null when it does. */
export type DoorRefusal =
  | 'fire-alarm'
  | 'door-blocked'
  | 'door-locked-down'
  | 'door-interlocked'
  | 'door-out-of-order'
  | null;

/** `given`: typed, and to be judged by the library. `locked`: too many wrong ones. `none`: nobody typed one in time. */
export type PinEvidence = 'not-asked' | 'given' | 'right' | 'wrong' | 'locked' | 'none';

/** What the library says, or what stands in its place while it is out of reach. */
export type LibraryEvidence =
  | 'not-asked'
  | 'good'
  | 'patron-unknown'
  | 'patron-blocked'
  | 'patron-expired'
  | 'pin-wrong'
  | 'library-unavailable';

export type AccessRequest = {
  readonly doorId: DoorId;
  readonly door: DoorRefusal;
  readonly credential: PresentedCredential;
  /** Null when the credential is not enrolled here. */
  readonly record: CredentialRecord | null;
  readonly readerDirection: ReaderDirection;
  /** Whether it leads from the office into a room of its own: who stands there has come in already. */
  readonly isInnerDoor: boolean;
  /** When this credential's bearer came in, as the count holds it; null when outside. */
  readonly insideSince: EpochMs | null;
  /** Whether a library can be asked about it. */
  readonly isPatronCard: boolean;
  readonly room: {
    /** Null when it is not known: then nobody is refused for it. */
    readonly present: number | null;
    readonly seats: number;
    readonly maxPersons: number;
    readonly hostInside: boolean;
  };
  readonly pin: PinEvidence;
  readonly library: LibraryEvidence;
  readonly clock: ClockTrust;
};

export type AccessRules = { readonly policy: Policy; readonly schedule: Pick<Schedule, 'stateAt' | 'cleanersAt'> };

/** What is said beside a grant. `passback`: the card was inside already. `seats-taken`: there is no free seat. */
export type GrantNote = 'passback' | 'seats-taken';

/**
 * `ask`: nothing speaks against it so far; the PIN or the library's word is to be had, and then it is decided anew.
 * `releaseStrike` is false for a tap on the way out: the way out is mechanical and is only counted.
 */
export type AccessDecision = { readonly direction: PassageDirection } & (
  | { readonly outcome: 'grant'; readonly releaseStrike: boolean; readonly notes: readonly GrantNote[] }
  | { readonly outcome: 'deny'; readonly reason: DenyReason }
  | { readonly outcome: 'ask'; readonly for: 'pin' | 'library' }
);

/** One tap with all that the rules look at. */
type Case = AccessRequest & {
  readonly policy: Policy;
  readonly rules: ModeRules;
  readonly now: EpochMs;
  readonly state: ScheduleState;
  readonly role: CredentialRole;
  readonly direction: PassageDirection;
  readonly cleanersMayCome: boolean;
  readonly hoursUnknown: boolean;
};

/** Null when its days are not over, and have begun. */
export function refusalByDays({ validFrom, validUntil }: CredentialRecord, now: EpochMs): DenyReason | null {
  if (validFrom !== null && now < validFrom) return 'credential-not-yet-valid';
  return validUntil !== null && now > validUntil ? 'credential-expired' : null;
}

type Verdict = DenyReason | 'ask-pin' | 'ask-library' | null;
type Rule = (tap: Case) => Verdict;

/** Table rows of README, in this order; the first that speaks decides. */
const rules: readonly Rule[] = [
  ({ door }) => door,
  (tap) => (tap.hoursUnknown && !looksAfter(tap.role) ? 'clock-unsure' : null),
  inTerm,
  ({ credential, rules }) => (rules.kinds.includes(credential.kind) ? null : 'credential-kind-not-accepted'),
  ({ credential }) => (credential.randomUid ? 'uid-is-random' : null),
  ({ record }) => (record?.blocked ? 'credential-blocked' : null),
  withinDays,
  (tap) => (tap.record?.usesLeft === 0 && comesIn(tap) ? 'pass-used-up' : null),
  atThisHour,
  atThisDoor,
  knownHere,
  ({ rules, role, room }) => (rules.hostPresent && isVisiting(role) && !room.hostInside ? 'host-not-present' : null),
  notInsideAlready,
  roomForOneMore,
  ({ rules, credential }) => (rules.assurance === 3 && credential.assurance < 3 ? 'assurance-too-low' : null),
  pinGiven,
  vouchedFor,
];

/**
 * Decides on one tap. A reader on the way out never denies. On a reader that serves both ways the tap may come from
 * outside by somebody who forgot to tap out, so every rule holds and the strike is released either way; but while the
 * fire alarm is on, whoever was inside has got out, which is counted, and nothing is released.
 */
export function decideAccess(request: AccessRequest, { policy, schedule }: AccessRules, now: EpochMs): AccessDecision {
  const direction = directionOf(request);
  const gotOut = direction === 'out' && request.door === 'fire-alarm';
  if (request.readerDirection === 'out' || gotOut)
    return { outcome: 'grant', direction, releaseStrike: false, notes: [] };
  const state = schedule.stateAt(now);
  const tap: Case = {
    ...request,
    ...{ policy, now, state, direction, rules: policy.modes[state.mode] },
    role: request.record?.role ?? 'visitor',
    cleanersMayCome: schedule.cleanersAt(now),
    hoursUnknown: hoursUnknown(policy, request.clock),
  };
  for (const rule of rules) {
    const verdict = rule(tap);
    if (verdict === 'ask-pin') return { outcome: 'ask', for: 'pin', direction };
    if (verdict === 'ask-library') return { outcome: 'ask', for: 'library', direction };
    if (verdict !== null) return { outcome: 'deny', direction, reason: verdict };
  }
  return { outcome: 'grant', direction, releaseStrike: true, notes: notesOf(tap) };
}

/** Nobody can tell the hour, and the policy does not go by a clock that may be behind. */
export function hoursUnknown({ clock }: Pick<Policy, 'clock'>, trust: ClockTrust): boolean {
  return trust === 'unsure' && clock.unsynchronised === 'hosts-only';
}

function directionOf({ readerDirection, insideSince }: AccessRequest): PassageDirection {
  if (readerDirection !== 'both') return readerDirection;
  return insideSince === null ? 'in' : 'out';
}

/** Into the office, where seats, persons and the uses of a pass are counted. */
function comesIn({ direction, isInnerDoor }: Case): boolean {
  return direction === 'in' && !isInnerDoor;
}

/** Who comes in to see what is wrong, whatever a clock says that may be behind. */
function looksAfter(role: CredentialRole): boolean {
  return role === 'host' || role === 'staff';
}

/** A clock that is behind says "not yet" of what has long begun; what is over by it is over. */
function inTerm({ state, hoursUnknown }: Case): Verdict {
  if (state.term === 'over') return 'office-over';
  return state.term === 'now' || hoursUnknown ? null : 'office-not-yet';
}

function withinDays({ record, now, hoursUnknown }: Case): Verdict {
  const refusal = record === null ? null : refusalByDays(record, now);
  return hoursUnknown && refusal === 'credential-not-yet-valid' ? null : refusal;
}

/** Whoever is not there to look after the office. */
function isVisiting(role: CredentialRole): boolean {
  return role === 'visitor' || role === 'guest';
}

function atThisHour({ role, rules, state, cleanersMayCome, hoursUnknown }: Case): Verdict {
  // Only who looks after the office comes so far then.
  if (hoursUnknown) return null;
  if (rules.roles.includes(role) || (role === 'cleaner' && cleanersMayCome)) return null;
  return state.open ? 'not-at-this-hour' : 'office-closed';
}

function atThisDoor({ policy, doorId, role }: Case): Verdict {
  return (policy.doors[doorId]?.roles?.includes(role) ?? true) ? null : 'not-at-this-door';
}

/** A pass that is known no more, for it was taken back or is long over, makes nobody a visitor. */
function knownHere({ rules, record, credential, isPatronCard }: Case): Verdict {
  if (record !== null || (rules.who === 'everyone' && credential.kind !== 'pass')) return null;
  return rules.who === 'library' && isPatronCard ? null : 'credential-not-enrolled';
}

function isPassback({ direction, insideSince, now, policy }: Case): boolean {
  if (direction !== 'in' || insideSince === null) return false;
  const since = now - insideSince;
  // A clock that was set back tells nothing of how long ago it was.
  return since >= 0 && since < policy.antiPassback.forgiveAfterMinutes * 60_000;
}

function antiPassback({ policy, doorId }: Case): Policy['antiPassback']['mode'] {
  return policy.doors[doorId]?.antiPassback ?? policy.antiPassback.mode;
}

function notInsideAlready(tap: Case): Verdict {
  return antiPassback(tap) === 'hard' && isPassback(tap) ? 'already-inside' : null;
}

/** The fire papers hold for everybody; seats only for who comes to sit down. */
function roomForOneMore(tap: Case): Verdict {
  const { insideSince, room, rules, role } = tap;
  if (!comesIn(tap) || insideSince !== null || room.present === null) return null;
  if (room.present >= room.maxPersons) return 'office-full';
  return rules.atSeats === 'deny' && isVisiting(role) && room.present >= room.seats ? 'seats-taken' : null;
}

/** Whether this tap hangs on the library's word. */
function isLibrarys({ rules, record }: Case): boolean {
  return rules.who === 'library' && record === null;
}

function pinGiven(tap: Case): Verdict {
  const { rules, credential, record, pin } = tap;
  if (!rules.pin && credential.assurance >= rules.assurance) return null;
  if (!record?.hasPin && !isLibrarys(tap)) return 'pin-not-set';
  switch (pin) {
    case 'not-asked':
      return 'ask-pin';
    case 'none':
      return 'pin-not-given';
    case 'wrong':
      return 'pin-wrong';
    case 'locked':
      return 'pin-locked';
    case 'given':
      return isLibrarys(tap) ? null : 'pin-wrong';
    case 'right':
      return null;
  }
}

function vouchedFor(tap: Case): Verdict {
  const { library } = tap;
  if (!isLibrarys(tap) || library === 'good') return null;
  return library === 'not-asked' ? 'ask-library' : library;
}

function notesOf(tap: Case): readonly GrantNote[] {
  const { insideSince, room } = tap;
  const notes: GrantNote[] = [];
  if (antiPassback(tap) === 'soft' && isPassback(tap)) notes.push('passback');
  const comes = comesIn(tap) && insideSince === null;
  if (comes && room.present !== null && room.present >= room.seats) notes.push('seats-taken');
  return notes;
}
