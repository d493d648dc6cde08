import type { Config, DoorConfig } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId } from '../contract/ids.ts';
import { milliseconds } from '../contract/units.ts';
import type { DoorRefusal } from '../domain/access-decision.ts';
import { usualTimes } from '../domain/door-state.ts';
import type { DoorHardware } from '../ports/door-hardware.ts';
import { Door, type DoorParts, type Grant } from './door.ts';

type Shared = Omit<DoorParts, 'hardware' | 'times'>;

/** All doors of the box, and what one means for another. */
export class Doors {
  readonly #doors: ReadonlyMap<DoorId, { readonly door: Door; readonly config: DoorConfig }>;

  /** `hardware` has one for each door of the config. */
  constructor(config: Config, hardware: readonly DoorHardware[], shared: Shared) {
    this.#doors = new Map(
      hardware.map((each) => {
        const found = config.doors.find(({ id }) => id === each.door);
        if (found === undefined) throw new Error(`door ${each.door} is not in the config`);
        const { id, accessTimeMs, openTooLongMs } = found;
        const times = {
          ...usualTimes,
          accessTime: milliseconds(accessTimeMs),
          openTooLongTime: milliseconds(openTooLongMs),
          extendedOpenTooLongTime: milliseconds(2 * openTooLongMs),
        };
        return [id, { door: new Door({ ...shared, hardware: each, times }), config: found }];
      }),
    );
  }

  get(id: DoorId): Door | undefined {
    return this.#doors.get(id)?.door;
  }

  /** Why this door takes no access now: its own mode, or another door of its airlock that is not shut. */
  refusal(id: DoorId): DoorRefusal {
    const asked = this.#doors.get(id);
    if (asked === undefined) return null;
    const { airlock } = asked.config;
    const others = [...this.#doors.values()].filter(({ config }) => config.id !== id && config.airlock === airlock);
    const waits = airlock !== undefined && others.some(({ door }) => !door.isSecure());
    return asked.door.refusal() ?? (waits ? 'door-interlocked' : null);
  }

  /** Whether it leads from the office into a room of its own. */
  isInner(id: DoorId): boolean {
    return this.#doors.get(id)?.config.area !== undefined;
  }

  /** Whether any card at all opens it; another door of its airlock keeps it but for a moment. */
  takesAccess(id: DoorId): boolean {
    return this.get(id)?.refusal() === null;
  }

  /** Asked anew: between a decision and its record another door may have opened. Why it stays shut; null when it does not. */
  letIn(id: DoorId, grant: Grant | null, extended = false): DoorRefusal {
    const refusal = this.refusal(id);
    if (refusal === null) this.get(id)?.letIn(grant, extended);
    else this.get(id)?.turnAway(grant);
    return refusal;
  }

  /** Somebody has tapped on the way out, whatever the door’s mode: it is mechanical. */
  letOut(id: DoorId): void {
    this.get(id)?.letOut();
  }

  /** Whoever opens up in the morning opens up for all, where the config says so. `open`: within opening hours. */
  noteFirstCard(id: DoorId, isHost: boolean, open: boolean): void {
    const found = this.#doors.get(id);
    if (found === undefined || !open) return;
    const { firstCardIn } = found.config;
    if (firstCardIn === 'any' || (firstCardIn === 'host' && isHost)) found.door.unlockByFirstCard();
  }

  /** A mode has begun in which no first card unlocks a door. */
  endFirstCard(): void {
    for (const { door } of this.#doors.values()) door.endFirstCard();
  }

  /** An office that closes locks its doors, whoever has unlocked them: what overrides that by then is lifted to a locked door. */
  lockForClosing(): void {
    for (const { door } of this.#doors.values()) lock(door);
  }

  /** A day begins while the office is closed: what was unlocked at night for somebody, and has no end of its own, was for them. */
  lockForNewDay(): void {
    for (const { door } of this.#doors.values()) lock(door, !door.locksByItself());
  }

  /** Takes up what was logged in an earlier run, oldest first. `late`: the doors are at work by now. */
  learn(logged: readonly LoggedEvent<'door-mode-changed'>[], late: boolean): void {
    const newest = new Map(logged.map(({ door, mode }) => [door, mode]));
    for (const [id, mode] of newest)
      if (late) this.get(id)?.learnModeLate(mode);
      else this.get(id)?.learnMode(mode);
  }

  beginDay(): void {
    for (const { door } of this.#doors.values()) door.beginDay();
  }

  start(): void {
    for (const { door } of this.#doors.values()) door.start();
  }

  setFire(active: boolean): void {
    for (const { door } of this.#doors.values()) door.setFire(active);
  }

  rest(): void {
    for (const { door } of this.#doors.values()) door.rest();
  }
}

/** Locks a door that is unlocked, where it may be, and one that is locked open. */
function lock(door: Door, mayEndUnlocked = true): void {
  if (mayEndUnlocked && door.isUnlocked()) door.setMode('lock');
  if (door.mode() === 'locked-open') door.setMode('lift');
}
