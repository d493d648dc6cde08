import { appendFileSync } from 'node:fs';
import type { Config } from './contract/config.ts';
import type { DataFolder } from './data-folder.ts';
import { createPcscReaders } from './drivers/pcsc/pcsc-readers.ts';
import type { CardReader } from './ports/card-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialHasher } from './ports/credential-hasher.ts';
import type { DoorHardware } from './ports/door-hardware.ts';
import type { FireInput } from './ports/fire-input.ts';
import type { SimulatorVerbs } from './ports/simulator.ts';
import type { Simulator } from './simulator/simulator.ts';

export type Hardware = {
  readonly doors: readonly DoorHardware[];
  readonly readers: readonly CardReader[];
  readonly fireInput: FireInput | null;
  readonly simulator: SimulatorVerbs | null;
  /** Takes hold of the boards; what they carry is `starting` until they answer. */
  start(): void;
  /** Resolves when the boards are let go, with every relay open. */
  stop(): Promise<void>;
};

/** Makes the driver of each part that the config names. Simulator code is loaded only when a part asks for it (I7). */
export async function createHardware(
  config: Config,
  { clock, hasher, folder }: { clock: Clock; hasher: CredentialHasher; folder: DataFolder },
): Promise<Hardware> {
  const simulator = [...config.doors, ...config.readers, config.fireInput ?? { driver: 'none' }].some(
    ({ driver }) => driver === 'simulated',
  )
    ? await loadSimulator(config, clock, hasher)
    : null;
  const pcsc = config.readers.filter((reader) => reader.driver === 'pcsc');
  const pcscReaders = createPcscReaders({ readers: pcsc, clock, keyFile: folder.credentialKeyFile });
  const serial = config.readers.some(({ driver }) => driver === 'pn532' || driver === 'serial');
  const serialReaders = serial ? await loadSerialReaders(config, clock, hasher) : [];
  const readers = [...(simulator?.readers.values() ?? []), ...pcscReaders, ...serialReaders];
  const wired = config.relayBoards.length > 0 ? await loadWiredParts(config, clock) : null;
  return {
    doors: [...(simulator?.doors.values() ?? []), ...(wired?.doors ?? [])],
    readers,
    fireInput: simulator?.fireInput ?? wired?.fireInput ?? null,
    simulator: simulator?.verbs ?? null,
    start: () => wired?.start(),
    stop: async () => wired?.stop(),
  };
}

/** The serial driver takes 10 MB of memory: only where there is such a line. */
async function loadSerialReaders(config: Config, clock: Clock, hasher: CredentialHasher) {
  const { createSerialReaders } = await import('./serial-readers.ts');
  return createSerialReaders(config.readers, { clock, hasher });
}

async function loadWiredParts(config: Config, clock: Clock) {
  const { createWiredParts } = await import('./wired-parts.ts');
  return createWiredParts(config, clock);
}

async function loadSimulator(config: Config, clock: Clock, hasher: CredentialHasher): Promise<Simulator> {
  const { createSimulator } = await import('./simulator/simulator.ts');
  return createSimulator(config, { clock, hasher, trace: createTrace(process.env.AK_SIM_TRACE) });
}

/** With a file named, each command to the simulated coil is a line there: what an observer at the relay would have seen. */
function createTrace(file: string | undefined) {
  return (door: string, energised: boolean) => {
    if (file === undefined) return;
    appendFileSync(file, `${JSON.stringify({ door, energised, atMs: performance.timeOrigin + performance.now() })}\n`);
  };
}
