import type { HostAnnouncement, HostAnnouncementCommand } from '../contract/host-announcement.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { announcedUntil } from '../domain/closing-time.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { HostAnnouncementFault, HostAnnouncements, KeptAnnouncement } from '../ports/host-announcement.ts';
import type { SessionId } from '../ports/session.ts';
import { atWallTime } from './at-wall-time.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { RulesInForce } from './rules-in-force.ts';

export type HostAnnouncerParts = {
  readonly clock: Clock;
  readonly rules: Pick<RulesInForce, 'schedule'>;
  readonly timeZone: string;
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly kept: KeptAnnouncement;
  readonly show: (announcement: HostAnnouncement | null) => void;
};

type Outcome = Promise<Result<void, HostAnnouncementFault>>;

const locked = err({ code: 'host-view-locked', message: 'a host card opens the host view' } as const);

/** What the host of this office has told on the screen, until its time is over. The log tells who did, and not what. */
export class HostAnnouncer implements HostAnnouncements {
  readonly #parts: HostAnnouncerParts;
  #cancel: CancelTimer = () => {};
  #told = false;

  constructor(parts: HostAnnouncerParts) {
    this.#parts = parts;
  }

  /** Takes up what was told in an earlier run. */
  start(): void {
    this.#showUntil(this.#parts.kept.read());
  }

  stop(): void {
    this.#cancel();
  }

  async announce(session: SessionId, { text, until }: HostAnnouncementCommand): Outcome {
    const { hostSession, keeper, kept, clock, rules, timeZone } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return locked;
    if (holdsPersonalNumber(text))
      return err({ code: 'personal-number', message: 'personal identity numbers are not taken here' });
    const untilMs = announcedUntil(until, rules.schedule, { now: clock.wallMs(), timeZone });
    kept.keep({ text, untilMs });
    this.#showUntil({ text, untilMs });
    await keeper.keep({ type: 'host-announcement-made', untilMs, by });
    return ok(undefined);
  }

  async withdraw(session: SessionId): Outcome {
    const { hostSession, keeper } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return locked;
    if (!this.#told) return ok(undefined);
    this.#takeDown();
    await keeper.keep({ type: 'host-announcement-withdrawn', by });
    return ok(undefined);
  }

  #showUntil(announcement: HostAnnouncement | null): void {
    const { clock, show } = this.#parts;
    this.#cancel();
    if (announcement === null) return;
    const { untilMs } = announcement;
    if (untilMs <= clock.wallMs()) this.#takeDown();
    else {
      this.#told = true;
      show(announcement);
      this.#cancel = atWallTime(untilMs, clock, () => this.#takeDown());
    }
  }

  #takeDown(): void {
    this.#cancel();
    this.#told = false;
    this.#parts.kept.keep(null);
    this.#parts.show(null);
  }
}
