import type { CredentialHash, DoorId } from '../contract/ids.ts';
import type { Policy } from '../contract/policy.ts';
import { type MonotonicMs, monotonicMs, seconds } from '../contract/units.ts';

/** Wrong PINs at one door, of whatever cards, within `DOOR_WINDOW` that make it ask nobody for a while. */
const DOOR_ATTEMPTS = 20;
const DOOR_WINDOW = seconds(300);
/** A card that had to wait so often without a right PIN between is blocked until a host lifts it. */
const WAITS_UNTIL_BLOCKED = 3;

type Tries = { readonly wrong: number; readonly lockedUntil: MonotonicMs };

/** `wait`: it must wait until then. `block`: a guesser has it. */
export type PinConsequence =
  | { readonly type: 'none' | 'block' }
  | { readonly type: 'wait'; readonly until: MonotonicMs };

/**
 * Counts wrong PINs, for each card and for each door (EN 60839-11-1 asks for a limit). Times are on the monotonic
 * clock: a wall clock that is set shortens no wait. Kept in memory: who can restart the box has no need to guess.
 */
export class PinThrottle {
  readonly #rules: () => Policy['pin'];
  readonly #cards = new Map<CredentialHash, Tries>();
  readonly #doors = new Map<DoorId, readonly MonotonicMs[]>();

  constructor(rules: () => Policy['pin']) {
    this.#rules = rules;
  }

  isLocked(credential: CredentialHash, door: DoorId, now: MonotonicMs): boolean {
    const tries = this.#cards.get(credential);
    return (tries !== undefined && now < tries.lockedUntil) || this.#recentAt(door, now).length >= DOOR_ATTEMPTS;
  }

  /** A right PIN forgives the wrong ones before it; of a card that is blocked, whoever lifts that does. */
  forgive(credential: CredentialHash): void {
    this.#cards.delete(credential);
  }

  noteWrong(credential: CredentialHash, door: DoorId, now: MonotonicMs): PinConsequence {
    const { attempts, lockMinutes } = this.#rules();
    this.#doors.set(door, [...this.#recentAt(door, now), now]);
    const wrong = (this.#cards.get(credential)?.wrong ?? 0) + 1;
    const waits = wrong % attempts === 0;
    const until = monotonicMs(waits ? now + lockMinutes * 60_000 : now);
    this.#cards.set(credential, { wrong, lockedUntil: until });
    if (wrong >= WAITS_UNTIL_BLOCKED * attempts) return { type: 'block' };
    return waits ? { type: 'wait', until } : { type: 'none' };
  }

  #recentAt(door: DoorId, now: MonotonicMs): readonly MonotonicMs[] {
    return (this.#doors.get(door) ?? []).filter((at) => now - at < DOOR_WINDOW);
  }
}
