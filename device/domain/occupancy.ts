import type { OccupancyQuality } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';

/** `present`: persons inside, never negative; null when it is not known. `since`: when the figure was last set. */
export type OccupancyFigure = {
  readonly present: number | null;
  readonly quality: OccupancyQuality;
  readonly since: EpochMs;
};

export type OccupancyStep = { readonly at: EpochMs; readonly present: number };

/**
 * The count as a fold of the log: the same events in the same order give the same figure, at start and while running.
 * Each event takes constant time.
 */
export class OccupancyLedger {
  readonly #inside = new Set<CredentialHash>();
  /** Who moved the count at the last tap, and how: what is undone when the door was not opened. */
  readonly #lastMove = new Map<CredentialHash, 'in' | 'out'>();
  /** What a host's correction adds to the taps; may be negative, but never makes the sum so. */
  #adjustment = 0;
  #quality: OccupancyQuality = 'counted';
  #since: EpochMs;
  #steps: OccupancyStep[] = [];

  constructor(since: EpochMs) {
    this.#since = since;
  }

  apply(event: LoggedEvent, at: EpochMs): void {
    if (event.type === 'access-granted') this.#pass(event.credential, event.direction, at);
    else if (event.type === 'access-not-taken') this.#undo(event.credential, at);
    else if (event.type === 'occupancy-corrected') this.#correct(event.present, at);
    else if (event.type === 'occupancy-reset') this.#reset(at);
  }

  /** The log could not be read: nothing is known until a host sets the count, or the day begins anew. */
  markUnknown(at: EpochMs): void {
    this.#quality = 'unknown';
    this.#since = at;
  }

  isInside(credential: CredentialHash): boolean {
    return this.#inside.has(credential);
  }

  figure(): OccupancyFigure {
    const known = this.#quality !== 'unknown';
    return { present: known ? this.#present() : null, quality: this.#quality, since: this.#since };
  }

  /** Today's steps of the count, oldest first, thinned out to at most `most`; the newest is always there. */
  curve(most: number): readonly OccupancyStep[] {
    const stride = Math.ceil(this.#steps.length / most);
    const last = this.#steps.length - 1;
    return this.#steps.filter((_, index) => (last - index) % Math.max(1, stride) === 0);
  }

  #present(): number {
    return this.#inside.size + this.#adjustment;
  }

  #pass(credential: CredentialHash, direction: 'in' | 'out', at: EpochMs): void {
    const changed = direction === 'in' ? !this.#inside.has(credential) : this.#inside.has(credential);
    this.#lastMove.delete(credential);
    if (!changed) return;
    this.#lastMove.set(credential, direction);
    this.#move(credential, direction, at);
  }

  /** Granted, and not gone through the door: as if the tap had not been. */
  #undo(credential: CredentialHash | undefined, at: EpochMs): void {
    const moved = credential && this.#lastMove.get(credential);
    if (credential === undefined || moved === undefined) return;
    this.#lastMove.delete(credential);
    this.#move(credential, moved === 'in' ? 'out' : 'in', at);
  }

  #move(credential: CredentialHash, direction: 'in' | 'out', at: EpochMs): void {
    if (direction === 'in') this.#inside.add(credential);
    else this.#inside.delete(credential);
    // A host may have set the count below the number of open taps; when these people leave it stays at zero.
    this.#adjustment = Math.max(this.#adjustment, -this.#inside.size);
    this.#step(at);
  }

  #correct(present: number, at: EpochMs): void {
    this.#adjustment = present - this.#inside.size;
    this.#quality = 'manual';
    this.#since = at;
    this.#step(at);
  }

  #reset(at: EpochMs): void {
    this.#inside.clear();
    this.#lastMove.clear();
    this.#adjustment = 0;
    this.#quality = 'counted';
    this.#since = at;
    this.#steps = [];
    this.#step(at);
  }

  #step(at: EpochMs): void {
    this.#steps.push({ at, present: this.#present() });
  }
}
