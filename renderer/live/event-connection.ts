import { Snapshot, SnapshotDelta } from '../../device/contract/api.ts';
import { SILENCE_LIMIT } from '../kiosk/choose-screen.ts';
import { follows } from '../kiosk/kiosk-state.ts';
import type { KioskStore } from './kiosk-store.ts';

/** Sooner than the browser would by itself, so that a controller that restarts at once is only a blip. */
const RETRY_MS = 1_000;

/**
 * Keeps the store fed from GET /api/events for as long as the page lives. A break, a silence, a gap and something
 * unreadable are all answered with a new connection, which begins with a full snapshot.
 */
export function connectEvents(store: KioskStore): void {
  const source = new EventSource('/api/events');
  let silence = setTimeout(startAgain, SILENCE_LIMIT);
  let ended = false;

  function startAgain(): void {
    if (ended) return;
    ended = true;
    source.close();
    clearTimeout(silence);
    store.dispatch({ type: 'lost' });
    setTimeout(() => connectEvents(store), RETRY_MS);
  }
  function heard(): void {
    clearTimeout(silence);
    silence = setTimeout(startAgain, SILENCE_LIMIT);
  }

  source.addEventListener('snapshot', ({ data }) => {
    heard();
    const snapshot = Snapshot.safeParse(readJson(data));
    if (snapshot.success) store.dispatch({ type: 'snapshot', snapshot: snapshot.data });
    else startAgain();
  });
  source.addEventListener('delta', ({ data }) => {
    heard();
    const delta = SnapshotDelta.safeParse(readJson(data));
    const known = store.moment().state.snapshot;
    if (delta.success && follows(known, delta.data)) store.dispatch({ type: 'delta', delta: delta.data });
    else startAgain();
  });
  source.addEventListener('ping', () => {
    heard();
    store.dispatch({ type: 'ping' });
  });
  source.addEventListener('error', () => {
    const refused = source.readyState === EventSource.CLOSED;
    startAgain();
    if (refused) void tellIfSessionLacks(store);
  });
}

/** An EventSource does not tell why it was refused. */
async function tellIfSessionLacks(store: KioskStore): Promise<void> {
  try {
    if ((await fetch('/api/snapshot')).status === 401) store.dispatch({ type: 'session-required' });
  } catch {
    // It cannot be reached: that is told already.
  }
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
