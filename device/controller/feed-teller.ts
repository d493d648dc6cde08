import type { DoorHealth } from '../contract/api.ts';
import type { FeedState } from '../contract/feed/state.ts';
import type { BrokerLink } from '../ports/broker-link.ts';
import type { OccupancyTeller } from './occupancy-teller.ts';

type FeedParts = {
  readonly broker: Pick<BrokerLink, 'tell'>;
  readonly occupancy: Pick<OccupancyTeller, 'body'>;
  readonly doors: () => readonly DoorHealth[];
  /** Whether the fire alarm is on; null where the box has no fire input. */
  readonly evacuation: () => boolean | null;
};

/** Tells the broker the count and the doors as they are, each when it has changed. */
export class FeedTeller {
  readonly #parts: FeedParts;
  readonly #told = new Map<string, string>();

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** The count, and in an alarm how many may still be inside. */
  tellCount(): void {
    const { occupancy, evacuation } = this.#parts;
    const body = occupancy.body();
    this.#tell('occupancy', { stream: 'occupancy', body });
    const active = evacuation();
    if (active === null) return;
    const { present, quality } = body;
    this.#tell('evacuation', { stream: 'evacuation', body: { active, present, quality } });
  }

  tellDoors(): void {
    for (const { id, physical, mode, alarm, strike, tamper } of this.#parts.doors()) {
      const body = {
        door: id,
        state: physical,
        mode,
        alarm,
        strike: strike.state,
        tampered: tamper?.tampered ?? false,
      };
      this.#tell(`door ${id}`, { stream: 'doors', body });
    }
  }

  #tell(name: string, state: FeedState): void {
    const key = JSON.stringify(state);
    if (key === this.#told.get(name)) return;
    this.#told.set(name, key);
    this.#parts.broker.tell(state);
  }
}
