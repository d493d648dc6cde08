import type { Config } from './contract/config.ts';
import type { InputWiring, StrikeWiring } from './contract/hardware.ts';

/** The strikes that the config wires. */
export function strikeWires({ doors }: Config): readonly StrikeWiring[] {
  return doors.flatMap((door) => (door.driver === 'wired' ? [door.strike] : []));
}

/** The contacts that the config wires, of doors and of the fire alarm. */
export function inputWires({ doors, fireInput }: Config): readonly InputWiring[] {
  const ofDoors = doors.flatMap((door) => (door.driver === 'wired' ? [door.contact, door.rex, door.tamper] : []));
  const fire = fireInput?.driver === 'wired' ? fireInput.input : undefined;
  return [...ofDoors, fire].flatMap((wiring) => wiring ?? []);
}
