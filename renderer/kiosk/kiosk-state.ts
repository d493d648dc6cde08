import type { Snapshot, SnapshotDelta, TapOutcome } from '../../device/contract/api.ts';
import { type EpochMs, epochMs, type MonotonicMs, monotonicMs } from '../../device/contract/units.ts';

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
};

export type KioskEvent =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'delta'; readonly delta: SnapshotDelta }
  | { readonly type: 'ping' }
  | { readonly type: 'lost' }
  | { readonly type: 'session-required' };

export function initialState(at: MonotonicMs): KioskState {
  return { connection: 'connecting', connectionSince: at, lastHeardAt: at, snapshot: null, snapshotAt: at, tap: null };
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
  return { connection: 'live', connectionSince: since, lastHeardAt: at, snapshot, snapshotAt: at, tap };
}

/** A tap that the page already knows stays as it is, so that a reconnection does not show it again. */
function latestTap(state: KioskState, snapshot: Snapshot, at: MonotonicMs): SeenTap | null {
  const outcome = snapshot.lastTap;
  if (outcome === null) return null;
  if (state.tap?.outcome.id === outcome.id && state.snapshot?.bootId === snapshot.bootId) return state.tap;
  return { outcome, seenAt: monotonicMs(at - Math.max(0, snapshot.atMs - outcome.atMs)) };
}
