import type { BoxEvent } from '../../device/contract/events.ts';
import type { Journal } from '../../device/ports/journal.ts';

/** Keeps what was written, oldest first. */
export class RecordingJournal implements Journal {
  readonly events: BoxEvent[] = [];

  write(event: BoxEvent): void {
    this.events.push(event);
  }

  /** The types alone. */
  types(): string[] {
    return this.events.map(({ type }) => type);
  }
}
