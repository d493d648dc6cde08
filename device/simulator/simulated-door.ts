import type { DoorPhysicalState } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import { type Milliseconds, milliseconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { DoorContact, DoorHardware, RexButton, StrikeRelay } from '../ports/door-hardware.ts';

/** How long a simulated visitor needs to the leaf, and through it. */
const VISITOR_PULLS_AFTER = milliseconds(1_000);
const VISITOR_IS_IN_AFTER = milliseconds(1_500);

/** Told of every command that the strike's coil gets, as an observer at the wire would see it. */
export type StrikeTrace = (door: DoorId, energised: boolean) => void;

/**
 * A door leaf with its strike, its contact and the button in its handle, as one physical thing: from outside the leaf
 * moves only while the strike is released; from inside the handle always opens it.
 */
export class SimulatedDoor implements DoorHardware {
  readonly strike: StrikeRelay;
  readonly contact: DoorContact;
  readonly rex: RexButton;
  readonly #clock: Clock;
  readonly #trace: StrikeTrace;
  readonly #id: DoorId;
  readonly #visitor: boolean;
  #walk: CancelTimer = () => {};
  #endPulse: CancelTimer | null = null;
  #leaf: DoorPhysicalState = 'closed';
  #contactListener: (state: DoorPhysicalState) => void = () => {};
  #rexListener: () => void = () => {};

  /** `visitor`: after each release somebody opens the leaf, and shuts it again. */
  constructor(id: DoorId, clock: Clock, trace: StrikeTrace, { visitor }: { visitor: boolean } = { visitor: false }) {
    this.#visitor = visitor;
    this.#id = id;
    this.#clock = clock;
    this.#trace = trace;
    const status: PartStatus = { state: 'ready', sinceMs: clock.wallMs(), detail: 'simulated' };
    this.strike = {
      door: id,
      status: () => status,
      energise: (atMost) => this.#energise(atMost),
      release: () => this.#release(),
      close: () => this.#release(),
    };
    this.contact = {
      door: id,
      state: () => this.#leaf,
      onChange: (listener) => {
        this.#contactListener = listener;
      },
    };
    this.rex = {
      door: id,
      onPressed: (listener) => {
        this.#rexListener = listener;
      },
    };
  }

  /** False when the strike holds the leaf. */
  pull(): boolean {
    if (this.#leaf === 'closed' && this.#endPulse === null) return false;
    this.#move('open');
    return true;
  }

  /** Breaks it open, whatever holds it. */
  force(): void {
    this.#move('open');
  }

  push(): void {
    this.#move('closed');
  }

  pressHandle(): void {
    this.#rexListener();
    this.#move('open');
  }

  #energise(atMost: Milliseconds): void {
    this.#endPulse?.();
    this.#endPulse = this.#clock.after(atMost, () => this.#release());
    this.#trace(this.#id, true);
    if (this.#visitor) this.#walkIn();
  }

  #walkIn(): void {
    this.#walk();
    this.#walk = this.#clock.after(VISITOR_PULLS_AFTER, () => {
      this.pull();
      this.#walk = this.#clock.after(VISITOR_IS_IN_AFTER, () => this.push());
    });
  }

  #release(): void {
    if (this.#endPulse === null) return;
    this.#endPulse();
    this.#endPulse = null;
    this.#trace(this.#id, false);
  }

  #move(to: DoorPhysicalState): void {
    if (this.#leaf === to) return;
    this.#leaf = to;
    this.#contactListener(to);
  }
}
