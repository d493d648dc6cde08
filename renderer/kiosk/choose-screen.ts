import type { HostView, PendingTap, Snapshot, TapOutcome } from '../../device/contract/api.ts';
import { type Milliseconds, type MonotonicMs, seconds } from '../../device/contract/units.ts';
import type { KioskState, SeenTap } from './kiosk-state.ts';

export type Screen =
  | { readonly kind: 'starting' }
  | { readonly kind: 'trouble'; readonly trouble: 'unreachable' | 'session-required' }
  | { readonly kind: 'evacuation'; readonly present: number | null }
  | { readonly kind: 'outcome'; readonly snapshot: Snapshot; readonly tap: SeenTap }
  | { readonly kind: 'pending'; readonly snapshot: Snapshot; readonly pending: PendingTap }
  | { readonly kind: 'host'; readonly snapshot: Snapshot; readonly host: HostView; readonly tap: SeenTap | null }
  | { readonly kind: 'idle'; readonly snapshot: Snapshot };

/** The controller pings every 10 s: after this long without a word, nothing on the screen is to be believed. */
export const SILENCE_LIMIT = seconds(25);

/** A shorter break than this is not worth a visitor's attention. */
export const BLIP = seconds(3);

/** How long an outcome stays: a refusal takes longer to read than a greeting. */
export const SHOWN_FOR: Readonly<Record<TapOutcome['outcome'], Milliseconds>> = {
  granted: seconds(5),
  enrolled: seconds(4),
  denied: seconds(6),
  'host-refused': seconds(6),
  'not-stored': seconds(6),
  'personal-number': seconds(6),
  'enrolled-already': seconds(6),
  'not-enrolled': seconds(6),
  changed: seconds(4),
  stays: seconds(4),
};

/**
 * What is shown at `now`: a function of its arguments. A fire alarm comes before all; it is believed until it is taken
 * back, but no figure of a box that cannot be heard. Then a fresh outcome, for somebody waits at the door;
 * then trouble, since everything after it tells of a box that cannot be heard.
 */
export function chooseScreen(state: KioskState, now: MonotonicMs): Screen {
  const { snapshot } = state;
  if (snapshot?.evacuation)
    return { kind: 'evacuation', present: isUnreachable(state, now) ? null : snapshot.occupancy.present };
  const tap = freshTap(state.tap, now);
  if (tap && snapshot && !snapshot.host) return { kind: 'outcome', snapshot, tap };
  if (state.connection === 'session-required') return { kind: 'trouble', trouble: 'session-required' };
  if (isUnreachable(state, now)) return { kind: 'trouble', trouble: 'unreachable' };
  if (!snapshot) return { kind: 'starting' };
  if (snapshot.pendingTap) return { kind: 'pending', snapshot, pending: snapshot.pendingTap };
  if (snapshot.host) return { kind: 'host', snapshot, host: snapshot.host, tap };
  return { kind: 'idle', snapshot };
}

function freshTap(tap: SeenTap | null, now: MonotonicMs): SeenTap | null {
  return tap && now - tap.seenAt < SHOWN_FOR[tap.outcome.outcome] ? tap : null;
}

function isUnreachable(state: KioskState, now: MonotonicMs): boolean {
  if (now - state.lastHeardAt > SILENCE_LIMIT) return true;
  return state.connection !== 'live' && now - state.connectionSince > BLIP;
}
