import type { HostView, Snapshot, SnapshotDelta, SnapshotSections } from '../contract/api.ts';
import type { BootId } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { SessionId } from '../ports/session.ts';

type PublicSections = Omit<SnapshotSections, 'host'>;
type HostSection = { readonly session: SessionId; readonly view: HostView } | null;
type Subscriber = { readonly session: SessionId; readonly listener: (delta: SnapshotDelta) => void };

/** What the screens see, with a revision that counts each change. The host section goes to its session alone. */
export class SnapshotStore {
  readonly #bootId: BootId;
  readonly #clock: Clock;
  readonly #subscribers = new Set<Subscriber>();
  #sections: PublicSections;
  #host: HostSection = null;
  #revision = 1;
  readonly #watched: (watched: boolean) => void;

  /** `watched`: is told when the first screen has come, and when the last one has gone. */
  constructor(bootId: BootId, clock: Clock, sections: PublicSections, watched: (watched: boolean) => void) {
    this.#watched = watched;
    this.#bootId = bootId;
    this.#clock = clock;
    this.#sections = sections;
  }

  read(session: SessionId): Snapshot {
    const host = this.#hostFor(session);
    return { bootId: this.#bootId, revision: this.#revision, atMs: this.#clock.wallMs(), ...this.#sections, host };
  }

  subscribe(session: SessionId, listener: (delta: SnapshotDelta) => void): () => void {
    const subscriber = { session, listener };
    this.#subscribers.add(subscriber);
    if (this.#subscribers.size === 1) this.#watched(true);
    return () => {
      const was = this.#subscribers.delete(subscriber);
      if (was && this.#subscribers.size === 0) this.#watched(false);
    };
  }

  update(changed: Partial<PublicSections>): void {
    this.#sections = { ...this.#sections, ...changed };
    this.#publish(() => changed);
  }

  updateHost(host: HostSection): void {
    this.#host = host;
    this.#publish((session) => ({ host: this.#hostFor(session) }));
  }

  #hostFor(session: SessionId): HostView | null {
    return this.#host?.session === session ? this.#host.view : null;
  }

  #publish(changedFor: (session: SessionId) => Partial<SnapshotSections>): void {
    this.#revision += 1;
    const head = { revision: this.#revision, atMs: this.#clock.wallMs() };
    for (const { session, listener } of this.#subscribers) listener({ ...head, ...changedFor(session) });
  }
}
