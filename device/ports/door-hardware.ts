import type { DoorPhysicalState } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import type { Milliseconds } from '../contract/units.ts';

/**
 * The relay of one electric strike. It is idle from its making until `energise`, and idle again after `atMost` even
 * when nobody calls `release`: the driver keeps a timer of its own, as near to the hardware as there is one (I2).
 */
export interface StrikeRelay {
  status(): PartStatus;
  /** Called with each new status from now on. */
  onStatus(listener: (status: PartStatus) => void): void;
  /** Releases the strike for entry. Called again while energised, `atMost` counts anew from this call. */
  energise(atMost: Milliseconds): void;
  release(): void;
  /** Idles the relay and lets the hardware go. */
  close(): void;
}

export interface DoorContact {
  status(): PartStatus;
  state(): DoorPhysicalState;
  onChange(listener: (state: DoorPhysicalState) => void): void;
}

/** Request to exit. It only tells: the way out is mechanical and never waits for the box. */
export interface RexButton {
  status(): PartStatus;
  onPressed(listener: () => void): void;
}

/** A switch in the housing of a part at the door: somebody has opened it. */
export interface TamperSwitch {
  status(): PartStatus;
  tampered(): boolean;
  onChange(listener: (tampered: boolean) => void): void;
}

/** Everything that is wired at one door. */
export interface DoorHardware {
  readonly door: DoorId;
  readonly strike: StrikeRelay;
  readonly contact: DoorContact;
  readonly rex: RexButton;
  /** Null where there is none. */
  readonly tamper: TamperSwitch | null;
}
