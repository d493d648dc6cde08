import type { DoorPhysicalState } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import { type Milliseconds, milliseconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { DoorContact, DoorHardware, RexButton, StrikeRelay, TamperSwitch } from '../ports/door-hardware.ts';

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
  readonly door: DoorId;
  readonly strike: StrikeRelay;
  readonly contact: DoorContact;
  readonly rex: RexButton;
  readonly tamper: TamperSwitch;
  readonly #clock: Clock;
  readonly #trace: StrikeTrace;
  readonly #visitor: boolean;
  #walk: CancelTimer = () => {};
  #endPulse: CancelTimer | null = null;
  #leaf: DoorPhysicalState = 'closed';
  #contactListener: (state: DoorPhysicalState) => void = () => {};
  #rexListener: () => void = () => {};
  #strikeListener: (status: PartStatus) => void = () => {};
  #tamperListener: (tampered: boolean) => void = () => {};
  #strike: PartStatus;
  #tampered = false;

  /** `visitor`: after each release somebody opens the leaf, and shuts it again. */
  constructor(id: DoorId, clock: Clock, trace: StrikeTrace, { visitor }: { visitor: boolean } = { visitor: false }) {
    this.#visitor = visitor;
    this.door = id;
    this.#clock = clock;
    this.#trace = trace;
    const ready: PartStatus = { state: 'ready', sinceMs: clock.wallMs(), detail: 'simulated' };
    this.#strike = ready;
    this.strike = {
      status: () => this.#strike,
      onStatus: (listener) => {
        this.#strikeListener = listener;
      },
      energise: (atMost) => this.#energise(atMost),
      release: () => this.#release(),
      close: () => this.#release(),
    };
    this.contact = {
      status: () => ready,
      state: () => this.#leaf,
      onChange: (listener) => {
        this.#contactListener = listener;
      },
    };
    this.rex = {
      status: () => ready,
      onPressed: (listener) => {
        this.#rexListener = listener;
      },
    };
    this.tamper = {
      status: () => ready,
      tampered: () => this.#tampered,
      onChange: (listener) => {
        this.#tamperListener = listener;
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

  /** Pulls the plug of the relay board: its coils drop. */
  unplugRelay(): void {
    this.#release();
    this.#setStrike({ state: 'faulted', faultCode: 'line-lost' });
  }

  plugInRelay(): void {
    this.#setStrike({ state: 'ready', detail: 'simulated' });
  }

  /** Cuts or shorts the wires of the contact; the next movement of the leaf mends them. */
  cutContact(): void {
    this.#move('fault');
  }

  setTampered(tampered: boolean): void {
    if (this.#tampered === tampered) return;
    this.#tampered = tampered;
    this.#tamperListener(tampered);
  }

  #setStrike(condition: Omit<PartStatus, 'sinceMs'>): void {
    this.#strike = { ...condition, sinceMs: this.#clock.wallMs() };
    this.#strikeListener(this.#strike);
  }

  #energise(atMost: Milliseconds): void {
    if (this.#strike.state !== 'ready') return;
    this.#endPulse?.();
    this.#endPulse = this.#clock.after(atMost, () => this.#release());
    this.#trace(this.door, true);
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
    this.#trace(this.door, false);
  }

  #move(to: DoorPhysicalState): void {
    if (this.#leaf === to) return;
    this.#leaf = to;
    this.#contactListener(to);
  }
}
