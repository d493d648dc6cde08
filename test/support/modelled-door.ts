import { type MonotonicMs, monotonicMs } from '../../device/contract/units.ts';
import { type DoorCommand, type DoorEvent, type DoorInput, stepDoor } from '../../device/domain/door-machine.ts';
import { type DoorState, doorMode, newDoor, nextDoorWake, usualTimes } from '../../device/domain/door-state.ts';

/** The door machine with a clock that wakes it, and a relay that obeys it and ends each pulse by itself. */
export class ModelledDoor {
  state: DoorState = newDoor;
  readonly events: DoorEvent[] = [];
  readonly commands: DoorCommand[] = [];
  now: MonotonicMs = monotonicMs(1_000_000);
  #energisedUntil = Number.NEGATIVE_INFINITY;
  /** How much longer until the machine is woken. */
  #timer: number | null = null;

  get mode() {
    return doorMode(this.state);
  }

  get energised(): boolean {
    return this.now < this.#energisedUntil;
  }

  /** What was told since this was last asked. */
  told(): string[] {
    return this.events.splice(0).map((event) => ('alarm' in event ? `${event.type}: ${event.alarm}` : event.type));
  }

  /** The commands that the input led to. */
  take(input: DoorInput): readonly DoorCommand[] {
    const step = stepDoor(this.state, input, this.now, usualTimes);
    this.state = step.state;
    this.events.push(...step.events);
    this.commands.push(...step.commands);
    for (const command of step.commands)
      this.#energisedUntil = command.type === 'energise' ? this.now + command.forMs : Number.NEGATIVE_INFINITY;
    const wake = nextDoorWake(this.state, usualTimes);
    this.#timer = wake === null ? null : Math.max(0, wake - this.now);
    return step.commands;
  }

  /** Lets time pass, waking the machine whenever its timer runs out. */
  advance(byMs: number): void {
    let left = byMs;
    for (let wakes = 0; this.#timer !== null && this.#timer <= left; wakes++) {
      if (wakes > 10_000) throw new Error('the machine wakes for ever');
      left -= this.#timer;
      this.#pass(this.#timer);
      this.take({ type: 'wake' });
    }
    this.#pass(left);
  }

  /** The clock is wrong: it goes back or forward, and no time passes. Timers do not go by it. */
  jump(byMs: number): void {
    this.now = monotonicMs(this.now + byMs);
    this.#energisedUntil += byMs;
  }

  #pass(ms: number): void {
    this.now = monotonicMs(this.now + ms);
    if (this.#timer !== null) this.#timer -= ms;
  }

  leaf(physical: 'open' | 'closed' | 'unknown' | 'fault'): readonly DoorCommand[] {
    return this.take({ type: 'contact', physical });
  }
}

/** A door that is shut and watched. */
export function shutDoor(): ModelledDoor {
  const door = new ModelledDoor();
  door.leaf('closed');
  return door;
}

export const grant: DoorInput = { type: 'access', extended: false };
export const extendedGrant: DoorInput = { type: 'access', extended: true };
