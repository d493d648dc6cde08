import { BoardSnapshot } from '../../../device/contract/feed/board.ts';
import type { BoardStore } from './board-store.ts';
import { EventLines } from './event-lines.ts';

/** Sooner than anybody reaches for the mouse, and seldom enough for a collector that starts again. */
const RETRY_MS = 2_000;

/** Two pings of the collector and half a third. */
const SILENCE_MS = 25_000;

/**
 * Keeps the store fed from GET /board/stream for as long as the page lives. Read by `fetch`: the browser's EventSource
 * keeps from the page both the pings, by which it knows that nothing has happened, and why it was refused.
 */
export function connectBoard(store: BoardStore): void {
  let connection = new AbortController();
  let silence = setTimeout(silent, SILENCE_MS);

  function heard(): void {
    clearTimeout(silence);
    silence = setTimeout(silent, SILENCE_MS);
  }
  function silent(): void {
    store.dispatch({ type: 'silent' });
    connection.abort();
    heard();
  }
  async function follow(): Promise<void> {
    connection = new AbortController();
    try {
      await readStream(store, connection.signal, heard);
    } catch {
      // A break: how long it may last is the silence's to tell.
    }
    connection.abort();
    setTimeout(follow, RETRY_MS);
  }
  void follow();
}

/** Until it ends; rejects when it breaks, is aborted, or holds what cannot be read. */
async function readStream(store: BoardStore, signal: AbortSignal, heard: () => void): Promise<void> {
  const response = await fetch('/board/stream', { signal, headers: { accept: 'text/event-stream' } });
  if (response.status === 401) store.dispatch({ type: 'session-required' });
  if (!response.ok || response.body === null) return;
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const lines = new EventLines();
  let type: 'whole' | 'changes' = 'whole';
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) return;
    heard();
    for (const data of lines.read(value)) {
      store.dispatch({ type, snapshot: BoardSnapshot.parse(JSON.parse(data)) });
      type = 'changes';
    }
  }
}
