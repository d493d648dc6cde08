import type { HostView, PendingTap, PinEntry, Snapshot } from '../../device/contract/api.ts';
import type { SkillsSection } from '../../device/contract/skills.ts';
import { type MonotonicMs, monotonicMs, seconds } from '../../device/contract/units.ts';
import type { KioskState, SeenTap } from './kiosk-state.ts';
import { SHOWN_FOR } from './shown-for.ts';

/** `leavesAt`: when it goes away by itself, by the page's own clock, unless somebody is still at it. */
type Leaving = { readonly leavesAt: MonotonicMs };

export type Screen =
  | { readonly kind: 'starting' }
  | { readonly kind: 'trouble'; readonly trouble: 'unreachable' | 'session-required' }
  /** `asksHost`: the next tap is to be a host's, and opens the host view. */
  | { readonly kind: 'evacuation'; readonly present: number | null; readonly asksHost: boolean }
  | ({ readonly kind: 'outcome'; readonly snapshot: Snapshot; readonly tap: SeenTap } & Leaving)
  | { readonly kind: 'pin'; readonly snapshot: Snapshot; readonly pin: PinEntry }
  | { readonly kind: 'pending'; readonly snapshot: Snapshot; readonly pending: PendingTap }
  /** `pin`: lies over the view, which stays as it is beneath. */
  | {
      readonly kind: 'host';
      readonly snapshot: Snapshot;
      readonly host: HostView;
      readonly tap: SeenTap | null;
      readonly pin: PinEntry | null;
    }
  | ({ readonly kind: 'first-visit'; readonly snapshot: Snapshot } & Leaving)
  | ({ readonly kind: 'skills'; readonly snapshot: Snapshot; readonly skills: SkillsSection } & Leaving)
  | { readonly kind: 'checking'; readonly snapshot: Snapshot }
  | { readonly kind: 'idle'; readonly snapshot: Snapshot };

/** The host view, with what lies over it. */
export type HostScreenView = Screen & { readonly kind: 'host' };

/** The controller pings every 10 s: after this long without a word, nothing on the screen is to be believed. */
export const SILENCE_LIMIT = seconds(25);

/** A shorter break than this is not worth a visitor's attention. */
export const BLIP = seconds(3);

/** A library answers within 5 s, or is taken for silent. */
export const CHECKED_WITHIN = seconds(6);

/** Time enough to read the house rules, and to ask somebody about them. */
export const FIRST_VISIT_FOR = seconds(90);

/**
 * What is shown at `now`: a function of its arguments. A fire alarm comes before all; it is believed until it is taken
 * back, but no figure of a box that cannot be heard; a host may look into the host view all the same. Then a fresh outcome, for somebody waits at the door;
 * then trouble, since everything after it tells of a box that cannot be heard. Whoever is asked for a PIN stands at
 * the door too, and is asked over the host view; a fresh outcome of another reader comes first even there.
 */
export function chooseScreen(state: KioskState, now: MonotonicMs): Screen {
  const { snapshot } = state;
  if (snapshot?.evacuation) return alarmScreen(state, snapshot, now);
  const tap = now < state.tapUntil ? state.tap : null;
  if (tap && snapshot && !snapshot.host) return { kind: 'outcome', snapshot, tap, leavesAt: state.tapUntil };
  if (state.connection === 'session-required') return { kind: 'trouble', trouble: 'session-required' };
  if (isUnreachable(state, now)) return { kind: 'trouble', trouble: 'unreachable' };
  if (!snapshot) return { kind: 'starting' };
  return calmScreen(state, snapshot, now);
}

/**
 * Nobody's tap is told of: whoever is inside is to leave, and the host needs the whole screen. A PIN is asked for of hosts
 * alone then, who are let into no door by it, but to the list.
 */
function alarmScreen(state: KioskState, snapshot: Snapshot, now: MonotonicMs): Screen {
  if (isUnreachable(state, now)) return { kind: 'evacuation', present: null, asksHost: false };
  const { host, pendingTap, pinEntry, occupancy } = snapshot;
  if (host) return { kind: 'host', snapshot, host, tap: null, pin: pinEntry };
  if (pinEntry) return { kind: 'pin', snapshot, pin: pinEntry };
  return { kind: 'evacuation', present: occupancy.present, asksHost: pendingTap?.purpose === 'host-view' };
}

/** With a box that can be heard, and nobody to be told of an outcome. */
function calmScreen(state: KioskState, snapshot: Snapshot, now: MonotonicMs): Screen {
  const { pinEntry, pendingTap, host } = snapshot;
  if (host && !pendingTap) {
    const tap = bannerTap(state, now);
    return { kind: 'host', snapshot, host, tap, pin: tap ? null : pinEntry };
  }
  if (pinEntry) return { kind: 'pin', snapshot, pin: pinEntry };
  if (pendingTap) return { kind: 'pending', snapshot, pending: pendingTap };
  const { firstVisitAt, skillsAt } = state;
  if (snapshot.enrolment.self && isWithin(FIRST_VISIT_FOR, firstVisitAt, now))
    return { kind: 'first-visit', snapshot, leavesAt: monotonicMs(firstVisitAt + FIRST_VISIT_FOR) };
  if (snapshot.skills && isWithin(FIRST_VISIT_FOR, skillsAt, now))
    return {
      ...{ kind: 'skills', snapshot, skills: snapshot.skills },
      leavesAt: monotonicMs(skillsAt + FIRST_VISIT_FOR),
    };
  if (isWithin(CHECKED_WITHIN, state.pinSentAt, now)) return { kind: 'checking', snapshot };
  return { kind: 'idle', snapshot };
}

/** Over the host view an outcome stays no longer than it takes to read. */
function bannerTap({ tap, tapUntil }: KioskState, now: MonotonicMs): SeenTap | null {
  return tap && now < tapUntil && now - tap.seenAt < SHOWN_FOR[tap.outcome.outcome] ? tap : null;
}

function isWithin(limit: number, since: MonotonicMs | null, now: MonotonicMs): since is MonotonicMs {
  return since !== null && now - since < limit;
}

function isUnreachable(state: KioskState, now: MonotonicMs): boolean {
  if (now - state.lastHeardAt > SILENCE_LIMIT) return true;
  return state.connection !== 'live' && now - state.connectionSince > BLIP;
}
