import type { CredentialRole, OccupancyQuality } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash, DoorId } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';

/** `present`: persons inside, never negative; null when it is not known. `since`: when the figure was last set. */
export type OccupancyFigure = {
  readonly present: number | null;
  readonly quality: OccupancyQuality;
  readonly since: EpochMs;
};

export type OccupancyStep = { readonly at: EpochMs; readonly present: number };

/** Somebody inside: since when, as what, and with how many who came along. */
type Inside = { readonly since: EpochMs; readonly role: CredentialRole; readonly companions: number };

/** The room that a door leads into; null for the office itself. */
export type AreaOf = (door: DoorId) => string | null;

/**
 * The count as a fold of the log: the same events in the same order give the same figure, at start and while running.
 * Each event takes constant time. Rooms of their own inside the office do not move the count: who is in them is known
 * for anti-passback alone.
 */
export class OccupancyLedger {
  readonly #areaOf: AreaOf;
  readonly #inside = new Map<CredentialHash, Inside>();
  readonly #insideAreas = new Map<string, Map<CredentialHash, EpochMs>>();
  /** Who moved the count at the last tap, and what was before: what is restored when the door was not opened. */
  readonly #lastMove = new Map<CredentialHash, Inside | null>();
  /** Persons by taps, those who came along too. */
  #counted = 0;
  #hosts = 0;
  /** What a host's correction adds to the taps; may be negative, but never makes the sum so. */
  #adjustment = 0;
  #quality: OccupancyQuality = 'counted';
  #since: EpochMs;
  #steps: OccupancyStep[] = [];

  constructor(since: EpochMs, areaOf: AreaOf = () => null) {
    this.#since = since;
    this.#areaOf = areaOf;
  }

  apply(event: LoggedEvent, at: EpochMs): void {
    if (event.type === 'access-granted') this.#pass(event, at);
    else if (event.type === 'access-not-taken') this.#undo(event.credential, at);
    else if (event.type === 'companions-noted') this.#bring(event.credential, event.companions, at);
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

  /** When they came in behind this door, as far as is known; null when outside. */
  insideSince(credential: CredentialHash, door: DoorId): EpochMs | null {
    const area = this.#areaOf(door);
    if (area === null) return this.#inside.get(credential)?.since ?? null;
    return this.#insideAreas.get(area)?.get(credential) ?? null;
  }

  /** Whether somebody is inside who looks after the office. */
  get hostInside(): boolean {
    return this.#hosts > 0;
  }

  /** Who is inside, by their cards. */
  cardsInside(): Iterable<CredentialHash> {
    return this.#inside.keys();
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
    return this.#counted + this.#adjustment;
  }

  #pass({ credential, door, direction, role = 'visitor' }: LoggedEvent<'access-granted'>, at: EpochMs): void {
    const area = this.#areaOf(door);
    if (area !== null) {
      this.#passArea(area, credential, direction === 'in' ? at : null);
      return;
    }
    const before = this.#inside.get(credential) ?? null;
    this.#lastMove.delete(credential);
    if ((direction === 'in') === (before !== null)) {
      // Once more in, or out without having come in: the figure stays, the time is the newer one.
      if (before !== null) this.#inside.set(credential, { ...before, since: at });
      return;
    }
    this.#lastMove.set(credential, before);
    this.#put(credential, direction === 'in' ? { since: at, role, companions: 0 } : null, at);
  }

  #passArea(area: string, credential: CredentialHash, since: EpochMs | null): void {
    const inside = this.#insideAreas.get(area) ?? new Map<CredentialHash, EpochMs>();
    this.#insideAreas.set(area, inside);
    if (since === null) inside.delete(credential);
    else inside.set(credential, since);
  }

  /** Granted, and not gone through the door: as if the tap had not been. */
  #undo(credential: CredentialHash | undefined, at: EpochMs): void {
    const before = credential && this.#lastMove.get(credential);
    if (credential === undefined || before === undefined) return;
    this.#lastMove.delete(credential);
    this.#put(credential, before, at);
  }

  #bring(credential: CredentialHash, companions: number, at: EpochMs): void {
    const inside = this.#inside.get(credential);
    if (inside !== undefined) this.#put(credential, { ...inside, companions }, at);
  }

  #put(credential: CredentialHash, inside: Inside | null, at: EpochMs): void {
    const before = this.#inside.get(credential);
    this.#counted += personsOf(inside) - personsOf(before);
    this.#hosts += hostsOf(inside) - hostsOf(before);
    if (inside === null) this.#inside.delete(credential);
    else this.#inside.set(credential, inside);
    // A host may have set the count below the number of open taps; when these people leave it stays at zero.
    this.#adjustment = Math.max(this.#adjustment, -this.#counted);
    this.#step(at);
  }

  #correct(present: number, at: EpochMs): void {
    this.#adjustment = present - this.#counted;
    this.#quality = 'manual';
    this.#since = at;
    this.#step(at);
  }

  #reset(at: EpochMs): void {
    this.#inside.clear();
    this.#insideAreas.clear();
    this.#lastMove.clear();
    this.#counted = 0;
    this.#hosts = 0;
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

function personsOf(inside: Inside | null | undefined): number {
  return inside ? 1 + inside.companions : 0;
}

function hostsOf(inside: Inside | null | undefined): number {
  return inside?.role === 'host' || inside?.role === 'staff' ? 1 : 0;
}
