import type { DoorPhysicalState } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import type { Milliseconds } from '../contract/units.ts';

/**
 * The relay of one electric strike. It is idle from its making until `energise`, and idle again after `atMost` even
 * when nobody calls `release`: the driver keeps a timer of its own, as near to the hardware as there is one (I2).
 */
export interface StrikeRelay {
  readonly door: DoorId;
  status(): PartStatus;
  /** Releases the strike for entry. Called again while energised, `atMost` counts anew from this call. */
  energise(atMost: Milliseconds): void;
  release(): void;
  /** Idles the relay and lets the hardware go. */
  close(): void;
}

export interface DoorContact {
  readonly door: DoorId;
  state(): DoorPhysicalState;
  onChange(listener: (state: DoorPhysicalState) => void): void;
}

/** Request to exit. It only tells: the way out is mechanical and never waits for the box. */
export interface RexButton {
  readonly door: DoorId;
  onPressed(listener: () => void): void;
}

/** Everything that is wired at one door. */
export interface DoorHardware {
  readonly strike: StrikeRelay;
  readonly contact: DoorContact;
  readonly rex: RexButton;
}
