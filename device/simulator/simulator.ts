import type { Config, ReaderConfigOf } from '../contract/config.ts';
import { SIMULATED } from '../contract/hardware.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { SimulatorFault, SimulatorVerbs } from '../ports/simulator.ts';
import { OsdpHands } from './osdp/osdp-hands.ts';
import { SimulatedOsdpBus } from './osdp/simulated-osdp-bus.ts';
import { SimulatedDoor, type StrikeTrace } from './simulated-door.ts';
import { SimulatedFireInput } from './simulated-fire-input.ts';
import { SimulatedReader, type SimulatedReaderParts } from './simulated-reader.ts';
import { stockLibrary, troubleLibrary } from './sip2/library-hands.ts';
import { SimulatedSip2Server } from './sip2/simulated-sip2-server.ts';

export type Simulator = {
  readonly doors: ReadonlyMap<DoorId, SimulatedDoor>;
  readonly readers: ReadonlyMap<ReaderId, SimulatedReader>;
  readonly fireInput: SimulatedFireInput | null;
  /** By the id of the config's bus. */
  readonly osdpBuses: ReadonlyMap<string, SimulatedOsdpBus>;
  readonly library: SimulatedSip2Server | null;
  readonly verbs: SimulatorVerbs;
};

/** Makes every part that the config calls simulated. Throws on a provisioned box (I7): no such call may be there. */
export function createSimulator(
  config: Config,
  { trace, ...parts }: SimulatedReaderParts & { readonly trace: StrikeTrace },
): Simulator {
  if (config.provisioned) throw new Error('simulator code does not run on a provisioned box');
  const { clock } = parts;
  const doors = new Map(
    config.doors
      .filter((door) => door.driver === 'simulated')
      .map(({ id, simulatedVisitor: visitor }) => [id, new SimulatedDoor(id, clock, trace, { visitor })]),
  );
  const readers = new Map(
    config.readers.filter(({ driver }) => driver === 'simulated').map(({ id }) => [id, new SimulatedReader(id, parts)]),
  );
  const fireInput = config.fireInput?.driver === 'simulated' ? new SimulatedFireInput(clock) : null;
  const osdpBuses = new Map(
    config.readerBuses
      .filter(({ path }) => path === SIMULATED)
      .map(({ id }) => [id, new SimulatedOsdpBus(clock, readersOn(config, id))]),
  );
  const library = config.library.system === SIMULATED ? new SimulatedSip2Server({ clock }) : null;
  if (library !== null) stockLibrary(library);
  const verbs = createVerbs(doors, readers, { fireInput, library, osdpBuses: [...osdpBuses.values()] });
  return { doors, readers, fireInput, osdpBuses, library, verbs };
}

function readersOn({ readers }: Config, bus: string) {
  return readers.filter((reader): reader is ReaderConfigOf<'osdp'> => reader.driver === 'osdp' && reader.bus === bus);
}

function createVerbs(
  doors: ReadonlyMap<DoorId, SimulatedDoor>,
  readers: ReadonlyMap<ReaderId, SimulatedReader>,
  {
    fireInput,
    library,
    osdpBuses,
  }: Pick<Simulator, 'fireInput' | 'library'> & { osdpBuses: readonly SimulatedOsdpBus[] },
): SimulatorVerbs {
  const after = (act: () => void) => {
    act();
    return ok(undefined);
  };
  const unknown = (id: ReaderId) => err({ code: 'reader-unknown' as const, message: `no simulated reader ${id}` });
  const withReader = (id: ReaderId, act: (reader: SimulatedReader | OsdpHands) => Result<void, SimulatorFault>) => {
    const reader = readers.get(id) ?? OsdpHands.find(osdpBuses, id);
    return reader ? act(reader) : unknown(id);
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
    actOsdp: (id, verb) =>
      withReader(id, (reader) =>
        reader instanceof OsdpHands
          ? after(() => reader.act(verb))
          : err({ code: 'reader-not-osdp', message: `${id} is no OSDP reader` }),
      ),
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
    pressKeys: (id, keys) =>
      withReader(id, (reader) =>
        after(() => (reader instanceof OsdpHands ? reader.act({ verb: 'press-keys', keys }) : reader.pressKeys(keys))),
      ),
    async troubleLibrary(verb) {
      if (library === null) return err({ code: 'library-unknown', message: 'no library is simulated' });
      await troubleLibrary(library, verb);
      return ok(undefined);
    },
    setFire: (active) =>
      fireInput
        ? after(() => fireInput.set(active))
        : err({ code: 'fire-input-unknown', message: 'no fire input is simulated' }),
  };
}
