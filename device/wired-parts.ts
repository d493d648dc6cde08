import type { Config } from './contract/config.ts';
import type { InputWiring, StrikeWiring } from './contract/hardware.ts';
import type { ReaderId } from './contract/ids.ts';
import { GpioBoard } from './drivers/gpio/gpio-board.ts';
import type { OsdpReader } from './drivers/osdp/osdp-reader.ts';
import { LcusBoards } from './drivers/relay-board/lcus-boards.ts';
import type { ModbusBoard } from './drivers/relay-board/modbus-board.ts';
import { wiredDoor, wiredFireInput } from './drivers/wired-door.ts';
import type { OsdpReaders } from './osdp-readers.ts';
import type { Clock } from './ports/clock.ts';
import type { DigitalInput } from './ports/digital-input.ts';
import type { DoorHardware, StrikeRelay } from './ports/door-hardware.ts';
import type { FireInput } from './ports/fire-input.ts';
import type { RelayBoards } from './relay-boards.ts';
import { inputWires, strikeWires } from './wires.ts';

export type WiredParts = {
  readonly doors: readonly DoorHardware[];
  readonly fireInput: FireInput | null;
  start(): void;
  /** Opens every relay, and resolves when all lines are let go. */
  stop(): Promise<void>;
};

type WiredPartsOptions = {
  readonly clock: Clock;
  readonly boards: RelayBoards;
  readonly osdp: Pick<OsdpReaders, 'reader'> | null;
};

/** What doors and inputs can be wired to. */
type Carriers = Pick<WiredPartsOptions, 'boards' | 'osdp'> & {
  readonly lcus: LcusBoards | null;
  readonly gpio: GpioBoard | null;
};

/**
 * The doors and inputs of the config that are wired, and the boards that carry them. What the config has checked is
 * taken as right here: throws for a part that it does not name.
 */
export function createWiredParts(config: Config, { clock, boards, osdp }: WiredPartsOptions): WiredParts {
  const [lcus, gpio] = [createLcus(config, clock), createGpio(config, clock)];
  const carriers = { boards, osdp, lcus, gpio };
  const holders = [...boards.values(), lcus, gpio];
  const optional = (wiring: InputWiring | undefined) => (wiring === undefined ? null : inputOf(wiring, carriers));
  const doors = config.doors.flatMap((door) => {
    if (door.driver !== 'wired') return [];
    const [contact, rex, tamper] = [optional(door.contact), optional(door.rex), optional(door.tamper)];
    return [wiredDoor({ door: door.id, strike: relayOf(door.strike, carriers), contact, rex, tamper }, clock)];
  });
  const { fireInput } = config;
  return {
    doors,
    fireInput: fireInput?.driver === 'wired' ? wiredFireInput(inputOf(fireInput.input, carriers)) : null,
    start() {
      for (const holder of holders) holder?.start();
    },
    async stop() {
      await Promise.all(holders.map((holder) => holder?.stop()));
    },
  };
}

function createLcus(config: Config, clock: Clock): LcusBoards | null {
  const boards = config.relayBoards.filter((board) => board.kind === 'lcus');
  return boards.length === 0 ? null : new LcusBoards({ clock, boards, entry: keeperEntry('lcus-child') });
}

function createGpio(config: Config, clock: Clock): GpioBoard | null {
  const strikes = strikeWires(config).filter((wire) => wire.via === 'gpio');
  const inputs = inputWires(config).filter((wire) => wire.via === 'gpio');
  if (strikes.length === 0 && inputs.length === 0) return null;
  return new GpioBoard({ clock, entry: keeperEntry('gpio-child'), backend: config.gpio.backend, strikes, inputs });
}

/** It lies beside this file, from source as in the bundle. */
function keeperEntry(name: string): URL {
  return new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
}

function relayOf(wiring: StrikeWiring, carriers: Carriers): StrikeRelay {
  switch (wiring.via) {
    case 'board':
      return (carriers.lcus?.board(wiring.board) ?? modbusOf(wiring.board, carriers)).relay(wiring.relay);
    case 'reader':
      return readerOf(wiring.reader, carriers).output(wiring.output);
    case 'gpio':
      return gpioOf(carriers).relay(wiring);
  }
}

function inputOf(wiring: InputWiring, carriers: Carriers): DigitalInput {
  switch (wiring.via) {
    case 'board':
      return modbusOf(wiring.board, carriers).input(wiring.input);
    case 'reader':
      return readerOf(wiring.reader, carriers).input(wiring.input);
    case 'gpio':
      return gpioOf(carriers).input(wiring);
  }
}

function gpioOf({ gpio }: Carriers): GpioBoard {
  if (gpio === null) throw new Error('nothing is wired to GPIO');
  return gpio;
}

function modbusOf(id: string, { boards }: Carriers): ModbusBoard {
  const board = boards.get(id);
  if (board === undefined) throw new Error(`there is no Modbus board ${id}`);
  return board;
}

function readerOf(id: ReaderId, { osdp }: Carriers): OsdpReader {
  const reader = osdp?.reader(id);
  if (reader === undefined) throw new Error(`there is no OSDP reader ${id}`);
  return reader;
}
