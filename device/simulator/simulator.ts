import type { Config } from '../contract/config.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialHasher } from '../ports/credential-hasher.ts';
import type { SimulatorFault, SimulatorVerbs } from '../ports/simulator.ts';
import { SimulatedDoor, type StrikeTrace } from './simulated-door.ts';
import { SimulatedFireInput } from './simulated-fire-input.ts';
import { SimulatedReader } from './simulated-reader.ts';

export type Simulator = {
  readonly doors: ReadonlyMap<DoorId, SimulatedDoor>;
  readonly readers: ReadonlyMap<ReaderId, SimulatedReader>;
  readonly fireInput: SimulatedFireInput | null;
  readonly verbs: SimulatorVerbs;
};

/** Makes every part that the config calls simulated. Throws on a provisioned box (I7): no such call may be there. */
export function createSimulator(
  config: Config,
  { hasher, clock, trace }: { hasher: CredentialHasher; clock: Clock; trace: StrikeTrace },
): Simulator {
  if (config.provisioned) throw new Error('simulator code does not run on a provisioned box');
  const doors = new Map(
    config.doors
      .filter((door) => door.driver === 'simulated')
      .map(({ id, simulatedVisitor: visitor }) => [id, new SimulatedDoor(id, clock, trace, { visitor })]),
  );
  const readers = new Map(
    config.readers
      .filter(({ driver }) => driver === 'simulated')
      .map(({ id }) => [id, new SimulatedReader(id, hasher, clock)]),
  );
  const fireInput = config.fireInput?.driver === 'simulated' ? new SimulatedFireInput(clock) : null;
  return { doors, readers, fireInput, verbs: createVerbs(doors, readers, fireInput) };
}

function createVerbs(
  doors: ReadonlyMap<DoorId, SimulatedDoor>,
  readers: ReadonlyMap<ReaderId, SimulatedReader>,
  fireInput: SimulatedFireInput | null,
): SimulatorVerbs {
  const after = (act: () => void) => {
    act();
    return ok(undefined);
  };
  const withReader = (id: ReaderId, act: (reader: SimulatedReader) => Result<void, SimulatorFault>) => {
    const reader = readers.get(id);
    return reader ? act(reader) : err({ code: 'reader-unknown' as const, message: `no simulated reader ${id}` });
  };
  const withDoor = (id: DoorId, act: (door: SimulatedDoor) => Result<void, SimulatorFault>) => {
    const door = doors.get(id);
    return door ? act(door) : err({ code: 'door-unknown' as const, message: `no simulated door ${id}` });
  };
  return {
    present: (id, what) => withReader(id, (reader) => reader.present(what)),
    remove: (id) => withReader(id, (reader) => after(() => reader.remove())),
    presentGarbage: (id) => withReader(id, (reader) => after(() => reader.presentGarbage())),
    unplugReader: (id) => withReader(id, (reader) => after(() => reader.unplug())),
    plugInReader: (id) => withReader(id, (reader) => after(() => reader.plugIn())),
    openDoor: (id) =>
      withDoor(id, (door) =>
        door.pull() ? ok(undefined) : err({ code: 'door-locked', message: 'the strike holds the door closed' }),
      ),
    forceDoor: (id) => withDoor(id, (door) => after(() => door.force())),
    closeDoor: (id) => withDoor(id, (door) => after(() => door.push())),
    pressRex: (id) => withDoor(id, (door) => after(() => door.pressHandle())),
    cutContact: (id) => withDoor(id, (door) => after(() => door.cutContact())),
    unplugRelay: (id) => withDoor(id, (door) => after(() => door.unplugRelay())),
    plugInRelay: (id) => withDoor(id, (door) => after(() => door.plugInRelay())),
    setTampered: (id, tampered) => withDoor(id, (door) => after(() => door.setTampered(tampered))),
    setFire: (active) =>
      fireInput
        ? after(() => fireInput.set(active))
        : err({ code: 'fire-input-unknown', message: 'no fire input is simulated' }),
  };
}
