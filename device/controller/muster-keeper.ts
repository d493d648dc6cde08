import type { LoggedEvent } from '../contract/events.ts';
import type { MarkMusterCommand, MusterSection } from '../contract/muster.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { MusterBook } from '../domain/muster.ts';
import type { Clock } from '../ports/clock.ts';
import type { MusterCommands, MusterFault } from '../ports/muster.ts';
import type { SessionId } from '../ports/session.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';

type MusterKeeperParts = {
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly book: Pick<MusterBook, 'section' | 'inUse'>;
  readonly clock: Clock;
};

type Outcome = Result<void, MusterFault>;
type MusterEvent = LoggedEvent<'muster-started' | 'muster-marked' | 'muster-added' | 'muster-ended'>;

/** Who begins a list that no host has begun. */
const FIRE_ALARM = 'fire-alarm';

/** Turns what hosts do with the muster list, and the fire alarm, into events; the list itself is their fold. */
export class MusterKeeper implements MusterCommands {
  readonly #parts: MusterKeeperParts;

  constructor(parts: MusterKeeperParts) {
    this.#parts = parts;
  }

  /** One that is in use goes on; neither a drill nor a list that was forgotten tells who is inside now. */
  beginByAlarm(): void {
    const { book, clock, keeper } = this.#parts;
    const open = book.section();
    if (open !== null && !open.drill && book.inUse(clock.wallMs())) return;
    if (open !== null) void keeper.keep(ended(open, FIRE_ALARM));
    void keeper.keep({ type: 'muster-started', drill: false, by: FIRE_ALARM });
  }

  start(session: SessionId, drill: boolean): Promise<Outcome> {
    return this.#asHost(session, (by) =>
      this.#parts.book.section() === null
        ? ok({ type: 'muster-started', drill, by })
        : err({ code: 'muster-running', message: 'a muster list is open' }),
    );
  }

  mark(session: SessionId, { entry, safe }: MarkMusterCommand): Promise<Outcome> {
    return this.#onList(session, ({ entries }, by) =>
      entries.some((row) => row.entry === entry)
        ? ok({ type: 'muster-marked', entry, safe, by })
        : err({ code: 'entry-unknown', message: 'there is no such row' }),
    );
  }

  add(session: SessionId, persons: number): Promise<Outcome> {
    return this.#onList(session, ({ entries }, by) =>
      ok({ type: 'muster-added', entry: entries.length + 1, persons, by }),
    );
  }

  end(session: SessionId): Promise<Outcome> {
    return this.#onList(session, (open, by) => ok(ended(open, by)));
  }

  async #asHost(session: SessionId, act: (by: string) => Result<MusterEvent, MusterFault>): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    if (by === null) return err({ code: 'host-view-locked', message: 'a host card opens the host view' });
    const event = act(by);
    if (!event.ok) return event;
    await this.#parts.keeper.keep(event.value);
    return ok(undefined);
  }

  #onList(
    session: SessionId,
    act: (open: MusterSection, by: string) => Result<MusterEvent, MusterFault>,
  ): Promise<Outcome> {
    return this.#asHost(session, (by) => {
      const open = this.#parts.book.section();
      return open === null ? err({ code: 'muster-not-running', message: 'no muster list is open' }) : act(open, by);
    });
  }
}

function ended({ listed, safe }: MusterSection, by: string): MusterEvent {
  return { type: 'muster-ended', listed, safe, by };
}
