import type { Snapshot, SnapshotDelta, TapOutcome } from '../../device/contract/api.ts';
import {
  type EpochMs,
  epochMs,
  type Milliseconds,
  type MonotonicMs,
  monotonicMs,
} from '../../device/contract/units.ts';
import { HELD_FOR, shownFor } from './shown-for.ts';

/** An outcome, and when it began to count as fresh by the page's own clock. One object for each tap. */
export type SeenTap = { readonly outcome: TapOutcome; readonly seenAt: MonotonicMs };

/**
 * What the page knows. `lost`: the stream has broken; `session-required`: the controller does not know this browser.
 * Page times are monotonic, so that a clock that is set does not change what is shown.
 */
export type KioskState = {
  readonly connection: 'connecting' | 'live' | 'lost' | 'session-required';
  readonly connectionSince: MonotonicMs;
  readonly lastHeardAt: MonotonicMs;
  readonly snapshot: Snapshot | null;
  /** When `snapshot.atMs` was told. */
  readonly snapshotAt: MonotonicMs;
  readonly tap: SeenTap | null;
  /** When the outcome of `tap` leaves the screen. */
  readonly tapUntil: MonotonicMs;
  /** When a PIN was sent off whose outcome has not come yet. */
  readonly pinSentAt: MonotonicMs | null;
  /** When a visitor asked to register a card; null when nobody does. */
  readonly firstVisitAt: MonotonicMs | null;
  /** When somebody last touched the list of what one can help with; null when nobody reads it. */
  readonly skillsAt: MonotonicMs | null;
};

export type KioskEvent =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'delta'; readonly delta: SnapshotDelta }
  | { readonly type: 'ping' }
  | { readonly type: 'lost' }
  | { readonly type: 'session-required' }
  /** Somebody uses the controls of the outcome that is shown. */
  | { readonly type: 'touched' }
  /** The controller has given more time for the outcome that is shown. */
  | { readonly type: 'held'; readonly for: Milliseconds }
  /** Somebody is done with the outcome that is shown. */
  | { readonly type: 'put-away' }
  | { readonly type: 'first-visit'; readonly open: boolean }
  | { readonly type: 'skills'; readonly open: boolean };

export function initialState(at: MonotonicMs): KioskState {
  return {
    ...{ connection: 'connecting', connectionSince: at, lastHeardAt: at, snapshot: null, snapshotAt: at },
    ...{ tap: null, tapUntil: at, pinSentAt: null, firstVisitAt: null, skillsAt: null },
  };
}

/** The state after an event that came at `at`. A delta that does not follow the snapshot changes nothing. */
export function reduce(state: KioskState, event: KioskEvent, at: MonotonicMs): KioskState {
  switch (event.type) {
    case 'snapshot':
      return withSnapshot(state, event.snapshot, at);
    case 'delta':
      if (!follows(state.snapshot, event.delta)) return state;
      // Read from JSON, where a key that is there has a value.
      return withSnapshot(state, { ...state.snapshot, ...(event.delta as Partial<Snapshot>) }, at);
    case 'ping':
      return { ...state, lastHeardAt: at };
    case 'lost':
      return state.connection === 'live' ? { ...state, connection: 'lost', connectionSince: at } : state;
    case 'session-required':
      return { ...state, connection: 'session-required' };
    case 'touched':
      if (at >= state.tapUntil) return state;
      return { ...state, tapUntil: monotonicMs(Math.max(state.tapUntil, at + HELD_FOR)) };
    case 'held':
      return { ...state, tapUntil: monotonicMs(at + event.for) };
    case 'put-away':
      return { ...state, tapUntil: at };
    case 'first-visit':
      return { ...state, tapUntil: at, firstVisitAt: event.open ? at : null, skillsAt: null };
    case 'skills':
      return { ...state, tapUntil: at, firstVisitAt: null, skillsAt: event.open ? at : null };
  }
}

/** Whether a delta is the next change after what is known; where it is not, only a new snapshot helps. */
export function follows(snapshot: Snapshot | null, delta: SnapshotDelta): snapshot is Snapshot {
  return snapshot !== null && delta.revision === snapshot.revision + 1;
}

/** The controller's wall clock now: what it last told, and the page's own time since. */
export function controllerNow(snapshot: Snapshot, snapshotAt: MonotonicMs, now: MonotonicMs): EpochMs {
  return epochMs(snapshot.atMs + (now - snapshotAt));
}

function withSnapshot(state: KioskState, snapshot: Snapshot, at: MonotonicMs): KioskState {
  const since = state.connection === 'live' ? state.connectionSince : at;
  const tap = latestTap(state, snapshot, at);
  const tapped = tap !== state.tap;
  // What a visitor reads ends when what it led to is on the screen, or when somebody else needs it.
  const reads = !tapped && snapshot.pendingTap === null && snapshot.host === null;
  return {
    ...{ connection: 'live', connectionSince: since, lastHeardAt: at, snapshot, snapshotAt: at, tap },
    tapUntil: tapUntil(state, snapshot, tap, at),
    pinSentAt: tapped || snapshot.pinEntry !== null ? null : pinSentAt(state, snapshot, at),
    firstVisitAt: reads ? state.firstVisitAt : null,
    skillsAt: reads ? state.skillsAt : null,
  };
}

/** A tap that the page already knows stays as it is, so that a reconnection does not show it again. */
function latestTap(state: KioskState, snapshot: Snapshot, at: MonotonicMs): SeenTap | null {
  const outcome = snapshot.lastTap;
  if (outcome === null) return null;
  if (state.tap?.outcome.id === outcome.id && sameBoot(state, snapshot)) return state.tap;
  return { outcome, seenAt: monotonicMs(at - Math.max(0, snapshot.atMs - outcome.atMs)) };
}

/** Whoever is asked for a PIN comes after whom the last outcome was for, and is not to see it. */
function tapUntil(state: KioskState, snapshot: Snapshot, tap: SeenTap | null, at: MonotonicMs): MonotonicMs {
  const { pinEntry } = snapshot;
  const known = state.snapshot?.pinEntry?.id === pinEntry?.id && sameBoot(state, snapshot);
  if (pinEntry !== null && !known) return at;
  return tap === null || tap === state.tap ? state.tapUntil : monotonicMs(tap.seenAt + shownFor(tap.outcome));
}

function pinSentAt(state: KioskState, snapshot: Snapshot, at: MonotonicMs): MonotonicMs | null {
  const ended = state.snapshot?.pinEntry && sameBoot(state, snapshot);
  return ended ? at : state.pinSentAt;
}

function sameBoot(state: KioskState, snapshot: Snapshot): boolean {
  return state.snapshot?.bootId === snapshot.bootId;
}
