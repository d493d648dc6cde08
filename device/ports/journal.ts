import type { BoxEvent } from '../contract/events.ts';

/** The operational log: every event of the catalogue as one JSON line. Never holds a credential hash or a secret. */
export interface Journal {
  write(event: BoxEvent): void;
}
