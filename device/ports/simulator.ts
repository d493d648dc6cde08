import type { LibraryVerb, OsdpVerb, PresentCommand } from '../contract/api.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';

export type SimulatorFault = {
  readonly code:
    | 'reader-unknown'
    | 'reader-unplugged'
    | 'reader-not-osdp'
    | 'door-unknown'
    | 'credential-malformed'
    | 'personal-number'
    | 'door-locked'
    | 'fire-input-unknown'
    | 'library-unknown';
  readonly message: string;
};

type Outcome = Result<void, SimulatorFault>;

/** What hands would do at a simulated box. */
export interface SimulatorVerbs {
  /** Lays a card or code on the reader; one that lies there already is taken away first. */
  present(reader: ReaderId, what: PresentCommand): Outcome;
  remove(reader: ReaderId): Outcome;
  /** Something that is no credential. */
  presentGarbage(reader: ReaderId): Outcome;
  unplugReader(reader: ReaderId): Outcome;
  plugInReader(reader: ReaderId): Outcome;
  /** What only a simulated OSDP reader can do, or have done to it; `slow-down` slows its whole line. */
  actOsdp(reader: ReaderId, verb: OsdpVerb): Outcome;
  /** Pulls the door from outside; `door-locked` when the strike holds it. */
  openDoor(door: DoorId): Outcome;
  /** Breaks it open, whatever holds it. */
  forceDoor(door: DoorId): Outcome;
  closeDoor(door: DoorId): Outcome;
  /** Presses the handle inside: the button in it tells, and the door opens whatever the strike does. */
  pressRex(door: DoorId): Outcome;
  /** Cuts the wires of the contact; the next movement of the leaf mends them. */
  cutContact(door: DoorId): Outcome;
  /** Pulls the plug of the board that carries the strike's relay. */
  unplugRelay(door: DoorId): Outcome;
  plugInRelay(door: DoorId): Outcome;
  setTampered(door: DoorId, tampered: boolean): Outcome;
  /** At the reader's keypad. */
  pressKeys(reader: ReaderId, keys: string): Outcome;
  /** Resolves when the simulated library has it. */
  troubleLibrary(verb: LibraryVerb): Promise<Outcome>;
  setFire(active: boolean): Outcome;
}
