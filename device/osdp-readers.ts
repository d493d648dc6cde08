import { randomBytes } from 'node:crypto';
import type { Config, ReaderConfigOf } from './contract/config.ts';
import type { DoorId, ReaderId } from './contract/ids.ts';
import type { ContactForm } from './domain/debounce.ts';
import type { LineMaker } from './drivers/line-reader/credential-source.ts';
import { OsdpBus } from './drivers/osdp/osdp-bus.ts';
import { OsdpReader } from './drivers/osdp/osdp-reader.ts';
import { ReaderKeys } from './drivers/osdp/reader-keys.ts';
import { SerialLink } from './drivers/serial/serial-link.ts';
import { SourceReader } from './drivers/source-reader.ts';
import type { CardReader } from './ports/card-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialHasher } from './ports/credential-hasher.ts';
import type { TamperSwitch } from './ports/door-hardware.ts';
import type { ReaderKeyFile } from './reader-key-file.ts';
import { inputWires, strikeWires } from './wires.ts';

type Parts = {
  readonly clock: Clock;
  readonly hasher: CredentialHasher;
  readonly keyFile: ReaderKeyFile;
  /** For a bus that is no device. */
  readonly simulatedLine: (bus: string) => LineMaker | null;
};

export type OsdpReaders = {
  readonly cardReaders: readonly CardReader[];
  /** Throws for one that the config does not name. */
  reader(id: ReaderId): OsdpReader;
  /** The housings of the readers at this door. */
  tampers(door: DoorId): readonly TamperSwitch[];
  start(): void;
  stop(): Promise<void>;
};

/** The OSDP readers of the config on their buses, with the outputs and inputs that doors are wired to. */
export function createOsdpReaders(config: Config, { clock, hasher, keyFile, simulatedLine }: Parts): OsdpReaders {
  const buses = new Map(
    config.readerBuses.map(({ id, path, baudRate }) => [
      id,
      new OsdpBus(simulatedLine(id) ?? ((listener) => new SerialLink({ path, baudRate }, clock, listener)), clock),
    ]),
  );
  const readers = new Map<ReaderId, OsdpReader>();
  const configs = config.readers.filter((reader): reader is ReaderConfigOf<'osdp'> => reader.driver === 'osdp');
  const cardReaders = configs.map(({ id, bus: busId, address }) => {
    const bus = buses.get(busId);
    if (bus === undefined) throw new Error(`there is no reader bus ${busId}`);
    const keys = new ReaderKeys(keyFile.keysOf(id), randomBytes, (own) => keyFile.keep(id, own));
    return new SourceReader({
      ...{ id, kind: 'osdp', clock, hasher },
      makeSource(listener) {
        const parts = { bus, address, keys, clock, listener, random: randomBytes };
        const reader = new OsdpReader({ ...parts, outputs: outputsOf(config, id), inputs: inputsOf(config, id) });
        readers.set(id, reader);
        return reader;
      },
    });
  });
  return {
    cardReaders,
    reader(id) {
      const reader = readers.get(id);
      if (reader === undefined) throw new Error(`there is no OSDP reader ${id}`);
      return reader;
    },
    tampers: (door) =>
      configs.flatMap((reader) => (reader.door === door ? [readers.get(reader.id)?.tamper ?? []] : [])).flat(),
    start() {
      for (const bus of buses.values()) bus.start();
    },
    async stop() {
      await Promise.all([...buses.values()].map((bus) => bus.stop()));
    },
  };
}

function outputsOf(config: Config, reader: ReaderId): readonly number[] {
  return strikeWires(config).flatMap((wire) => (wire.via === 'reader' && wire.reader === reader ? [wire.output] : []));
}

function inputsOf(config: Config, reader: ReaderId): ReadonlyMap<number, ContactForm> {
  return new Map(
    inputWires(config).flatMap((wire) =>
      wire.via === 'reader' && wire.reader === reader ? [[wire.input, wire.form] as const] : [],
    ),
  );
}
