import type { SnapshotSections } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { AccessLog } from '../ports/access-log.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import { atWallTime } from './at-wall-time.ts';

/** What central staff have told on the screen, until its time is over or there is something newer. */
export class Announcement {
  readonly #clock: Clock;
  readonly #show: (shown: SnapshotSections['announcement']) => void;
  #cancel: CancelTimer = () => {};

  constructor(clock: Clock, show: (shown: SnapshotSections['announcement']) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** Takes up what was told in an earlier run. */
  async start(log: Pick<AccessLog, 'newestAnnouncement'>): Promise<void> {
    const read = await log.newestAnnouncement();
    if (read.ok && read.value !== null) this.note(read.value);
  }

  note(event: LoggedEvent): void {
    if (event.type !== 'announcement-made') return;
    this.#cancel();
    const { texts, untilMs } = event;
    const isOver = untilMs !== null && untilMs <= this.#clock.wallMs();
    this.#show(texts === null || isOver ? null : { texts, untilMs });
    if (texts !== null && untilMs !== null && !isOver)
      this.#cancel = atWallTime(untilMs, this.#clock, () => this.#show(null));
  }

  stop(): void {
    this.#cancel();
  }
}
