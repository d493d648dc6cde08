import { type EpochMs, epochMs, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { SessionId } from '../ports/session.ts';

/** An untouched host view locks itself: a host who walks away leaves no open view behind. */
const IDLE_LOCK = seconds(60);

export type HostSessionState = { readonly session: SessionId; readonly locksAt: EpochMs };

/** At most one browser session holds the host view. */
export class HostSession {
  readonly #clock: Clock;
  readonly #onChange: (state: HostSessionState | null, wasOpen: boolean) => void;
  #open: { readonly session: SessionId; readonly by: string; readonly lock: CancelTimer } | null = null;

  /** `onChange` is told of every opening, postponing and closing. */
  constructor(clock: Clock, onChange: (state: HostSessionState | null, wasOpen: boolean) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** `by`: by what the host is called in the log. */
  open(session: SessionId, by: string): void {
    const wasOpen = this.#open !== null;
    this.#open?.lock();
    this.#open = { session, by, lock: this.#clock.after(IDLE_LOCK, () => this.close(session)) };
    this.#onChange({ session, locksAt: epochMs(this.#clock.wallMs() + IDLE_LOCK) }, wasOpen);
  }

  /** Who holds the view, if this session does; its lock is postponed. */
  touch(session: SessionId): string | null {
    if (this.#open?.session !== session) return null;
    const { by } = this.#open;
    this.open(session, by);
    return by;
  }

  /** Does nothing when another session holds the view. */
  close(session: SessionId): void {
    if (this.#open?.session !== session) return;
    this.#open.lock();
    this.#open = null;
    this.#onChange(null, true);
  }
}
