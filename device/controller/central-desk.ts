import type { LoggedEvent } from '../contract/events.ts';
import { Announcement } from './announcement.ts';
import type { CommandDesk } from './commands/command-desk.ts';
import { createCommandDesk } from './commands/create-command-desk.ts';
import type { ControllerParts } from './controller-parts.ts';
import type { Doors } from './doors.ts';
import { FeedTeller } from './feed-teller.ts';
import { HealthTeller } from './health-teller.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PartsBoard } from './parts-board.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { RoomCount } from './room-count.ts';
import type { Screens } from './screens.ts';
import type { ShellWatch } from './shell-watch.ts';

type Around = {
  readonly parts: ControllerParts;
  readonly keeper: LogKeeper;
  readonly doors: Doors;
  readonly policies: PolicyDesk;
  readonly count: RoomCount;
  readonly board: PartsBoard;
  readonly screens: Screens;
  readonly shell: Pick<ShellWatch, 'status'>;
  /** Whether the fire alarm is on. */
  readonly evacuation: () => boolean;
};

/** What central staff see of this box, and what they may ask of it. */
export class CentralDesk {
  readonly #parts: ControllerParts;
  readonly #feed: FeedTeller;
  readonly #health: HealthTeller;
  readonly #commands: CommandDesk;
  readonly #announcement: Announcement;

  constructor({ parts, keeper, doors, policies, count, board, screens, shell, evacuation }: Around) {
    this.#parts = parts;
    const { broker, clock, fireInput, clockSynchronised } = parts;
    this.#feed = new FeedTeller({
      ...{ broker, occupancy: count.teller },
      doors: () => board.doors(),
      evacuation: () => (fireInput === null ? null : evacuation()),
    });
    this.#health = new HealthTeller(broker, clock, () => board.healthBody(shell.status(), clockSynchronised()));
    const { teller: occupancy, muster } = count;
    this.#commands = createCommandDesk({ parts, keeper, doors, policies, occupancy, muster });
    this.#announcement = new Announcement(clock, (shown) => screens.showAnnouncement(shown));
  }

  start(): void {
    void this.#announcement.start(this.#parts.log);
    this.#feed.tellDoors();
    this.#health.start();
  }

  stop(): void {
    this.#health.stop();
    this.#announcement.stop();
  }

  countMoved(): void {
    this.#feed.tellCount();
  }

  doorsMoved(): void {
    this.#feed.tellDoors();
  }

  healthMoved(): void {
    this.#health.note();
  }

  note(event: LoggedEvent): void {
    this.#announcement.note(event);
  }

  command(payload: Uint8Array): void {
    this.#commands.take(payload);
  }
}
