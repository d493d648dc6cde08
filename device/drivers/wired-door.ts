import type { DoorPhysicalState } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import type { Clock } from '../ports/clock.ts';
import type { DigitalInput, InputState } from '../ports/digital-input.ts';
import type { DoorContact, DoorHardware, RexButton, StrikeRelay, TamperSwitch } from '../ports/door-hardware.ts';
import type { FireInput } from '../ports/fire-input.ts';

/** What is wired at one door, by its port; null where nothing is. */
export type DoorWires = {
  readonly door: DoorId;
  readonly strike: StrikeRelay;
  readonly contact: DigitalInput | null;
  readonly rex: DigitalInput | null;
  readonly tamper: DigitalInput | null;
};

export function wiredDoor({ door, strike, contact, rex, tamper }: DoorWires, clock: Clock): DoorHardware {
  const absent: PartStatus = { state: 'absent', sinceMs: clock.wallMs() };
  return {
    door,
    strike,
    contact: contact === null ? noContact(absent) : doorContact(contact),
    rex: rex === null ? { status: () => absent, onPressed: () => {} } : rexButton(rex),
    tamper: tamper && tamperSwitch(tamper),
  };
}

/** Only what is read as active is an alarm: a wire of which nothing is known does not empty a building. */
export function wiredFireInput(input: DigitalInput): FireInput {
  const changes = edges(input);
  return {
    status: () => input.status(),
    active: () => input.state() === 'active',
    onChange: (listener) => changes((active) => listener(active)),
  };
}

const leaf: Readonly<Record<InputState, DoorPhysicalState>> = {
  active: 'open',
  inactive: 'closed',
  unknown: 'unknown',
};

function doorContact(input: DigitalInput): DoorContact {
  return {
    status: () => input.status(),
    state: () => leaf[input.state()],
    onChange: (listener) => input.onChange((state) => listener(leaf[state])),
  };
}

function noContact(absent: PartStatus): DoorContact {
  return { status: () => absent, state: () => 'unknown', onChange: () => {} };
}

function rexButton(input: DigitalInput): RexButton {
  const changes = edges(input);
  return { status: () => input.status(), onPressed: (listener) => changes((active) => active && listener()) };
}

function tamperSwitch(input: DigitalInput): TamperSwitch {
  const changes = edges(input);
  return { status: () => input.status(), tampered: () => input.state() === 'active', onChange: changes };
}

/** Tells of each change between active and not; what was last known holds while nothing is known. */
function edges(input: DigitalInput): (listener: (active: boolean) => void) => void {
  return (listener) => {
    let active = input.state() === 'active';
    input.onChange((state) => {
      if (state === 'unknown' || (state === 'active') === active) return;
      active = state === 'active';
      listener(active);
    });
  };
}
