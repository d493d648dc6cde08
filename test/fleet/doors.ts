import type { DoorHealth } from '../../device/contract/api.ts';
import type { DoorId } from '../../device/contract/ids.ts';

const ready = { state: 'ready', sinceMs: 0 } as const;

/** The doors of an office, as its screen and its broker are told of them. */
export class SimulatedDoors {
  readonly #doors: readonly DoorId[];
  readonly #moved = new Map<DoorId, Pick<DoorHealth, 'mode' | 'physical'>>();

  constructor(doors: readonly DoorId[]) {
    this.#doors = doors;
    this.allLocked();
  }

  allLocked(): void {
    for (const door of this.#doors) this.locked(door);
  }

  locked(door: DoorId): void {
    this.#moved.set(door, { mode: 'locked', physical: 'closed' });
  }

  released(door: DoorId): void {
    this.#moved.set(door, { mode: 'accessed', physical: 'closed' });
  }

  opened(door: DoorId): void {
    this.#moved.set(door, { mode: 'accessed', physical: 'open' });
  }

  all(): readonly DoorHealth[] {
    return [...this.#moved].map(([id, { mode, physical }]) => ({
      ...{ id, name: id, mode, physical, alarm: 'normal', extended: false, shutSoon: false },
      ...{ strike: ready, contact: ready, rex: ready, tamper: null },
    }));
  }
}
