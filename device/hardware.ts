import { appendFileSync } from 'node:fs';
import type { Config } from './contract/config.ts';
import { SIMULATED } from './contract/hardware.ts';
import { ok, type Result } from './contract/result.ts';
import type { DataFolder } from './data-folder.ts';
import { anyTamper } from './drivers/any-tamper.ts';
import { readSunKeys, type SunKeyFault } from './drivers/ntag424/sun-keys.ts';
import { createPcscReaders } from './drivers/pcsc/pcsc-readers.ts';
import { sealNumber } from './drivers/sealed-number.ts';
import type { createOsdpReaders, OsdpReaders } from './osdp-readers.ts';
import type { CardReader } from './ports/card-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialHasher } from './ports/credential-hasher.ts';
import type { DoorHardware } from './ports/door-hardware.ts';
import type { FireInput } from './ports/fire-input.ts';
import type { SimulatorVerbs } from './ports/simulator.ts';
import type { TagCounters } from './ports/tag-counters.ts';
import { type ReaderKeyFault, ReaderKeyFile } from './reader-key-file.ts';
import type { Simulator } from './simulator/simulator.ts';

type Parts = {
  readonly clock: Clock;
  readonly hasher: CredentialHasher;
  readonly folder: DataFolder;
  readonly counters: TagCounters;
};

/** Keys that only a person can mend. */
export type HardwareFault = ReaderKeyFault | SunKeyFault;

export type Hardware = {
  readonly doors: readonly DoorHardware[];
  readonly readers: readonly CardReader[];
  readonly fireInput: FireInput | null;
  readonly simulator: SimulatorVerbs | null;
  readonly simulatedLibrary: Simulator['library'];
  /** Takes hold of the boards; what they carry is `starting` until they answer. */
  start(): void;
  /** Resolves when the boards are let go, with every relay open. */
  stop(): Promise<void>;
};

/** Makes the driver of each part that the config names. Simulator code is loaded only when a part asks for it (I7). */
export async function createHardware(
  config: Config,
  { clock, hasher, folder, counters }: Parts,
): Promise<Result<Hardware, HardwareFault>> {
  const drivers = new Set(
    [...config.doors, ...config.readers, ...(config.fireInput ? [config.fireInput] : [])].map((part) => part.driver),
  );
  const keyFile = drivers.has('osdp') ? ReaderKeyFile.open(folder.readerKeyFile) : null;
  if (keyFile !== null && !keyFile.ok) return keyFile;
  const others = [...config.readerBuses.map(({ path }) => path), config.library.system];
  const isSimulated = drivers.has('simulated') || others.includes(SIMULATED);
  const simulator = isSimulated ? await loadSimulator(config, clock, hasher) : null;
  const pcsc = config.readers.filter((reader) => reader.driver === 'pcsc');
  const { sunKeyFile = null } = config.tags;
  const sunKeys = sunKeyFile === null ? null : readSunKeys(sunKeyFile);
  if (sunKeys !== null && !sunKeys.ok) return sunKeys;
  const keyFiles = { keyFile: folder.credentialKeyFile, sunKeyFile };
  const pcscReaders = createPcscReaders({ readers: pcsc, clock, counters, ...keyFiles });
  const serialReaders =
    drivers.has('pn532') || drivers.has('serial') ? await loadSerialReaders(config, clock, hasher) : [];
  const simulatedLine = (bus: string) => simulator?.osdpBuses.get(bus)?.makeLine ?? null;
  const osdp =
    keyFile === null ? null : await loadOsdpReaders(config, { clock, hasher, keyFile: keyFile.value, simulatedLine });
  const wired =
    drivers.has('wired') || config.relayBoards.length > 0 ? await loadWiredParts(config, clock, osdp) : null;
  return ok({
    doors: [...(simulator?.doors.values() ?? []), ...(wired?.doors ?? [])].map((door) => withHousings(door, osdp)),
    readers: [...(simulator?.readers.values() ?? []), ...pcscReaders, ...serialReaders, ...(osdp?.cardReaders ?? [])],
    fireInput: simulator?.fireInput ?? wired?.fireInput ?? null,
    simulator: simulator?.verbs ?? null,
    simulatedLibrary: simulator?.library ?? null,
    start() {
      wired?.start();
      osdp?.start();
    },
    stop: async () => void (await Promise.all([wired?.stop(), osdp?.stop(), simulator?.library?.stop()])),
  });
}

/** The housing of a reader at the door counts as one of the door's. */
function withHousings({ door, strike, contact, rex, tamper }: DoorHardware, osdp: OsdpReaders | null): DoorHardware {
  const switches = [...(tamper === null ? [] : [tamper]), ...(osdp?.tampers(door) ?? [])];
  return { door, strike, contact, rex, tamper: anyTamper(switches) };
}

// The serial driver takes 10 MB of memory: what has such a line is loaded only where the config has one.

async function loadSerialReaders(config: Config, clock: Clock, hasher: CredentialHasher) {
  const { createSerialReaders } = await import('./serial-readers.ts');
  return createSerialReaders(config.readers, { clock, hasher });
}

async function loadOsdpReaders(config: Config, parts: Parameters<typeof createOsdpReaders>[1]): Promise<OsdpReaders> {
  const { createOsdpReaders } = await import('./osdp-readers.ts');
  return createOsdpReaders(config, parts);
}

async function loadWiredParts(config: Config, clock: Clock, osdp: OsdpReaders | null) {
  const { createWiredParts } = await import('./wired-parts.ts');
  const onModbus = config.relayBoards.some(({ kind }) => kind === 'modbus');
  const boards = onModbus ? (await import('./relay-boards.ts')).createRelayBoards(config, clock) : new Map();
  return createWiredParts(config, { clock, boards, osdp });
}

async function loadSimulator(config: Config, clock: Clock, hasher: CredentialHasher): Promise<Simulator> {
  const { createSimulator } = await import('./simulator/simulator.ts');
  return createSimulator(config, { clock, hasher, seal: sealNumber, trace: createTrace(process.env.AK_SIM_TRACE) });
}

/** With a file named, each command to the simulated coil is a line there: what an observer at the relay would have seen. */
function createTrace(file: string | undefined) {
  return (door: string, energised: boolean) => {
    if (file === undefined) return;
    appendFileSync(file, `${JSON.stringify({ door, energised, atMs: performance.timeOrigin + performance.now() })}\n`);
  };
}
