import type { Config } from './contract/config.ts';
import type { InputWiring, RelayBoard, StrikeWiring } from './contract/hardware.ts';
import type { ContactForm } from './domain/debounce.ts';
import { LcusBoard } from './drivers/relay-board/lcus-board.ts';
import { ModbusBoard } from './drivers/relay-board/modbus-board.ts';
import { SerialLink } from './drivers/serial/serial-link.ts';
import { wiredDoor, wiredFireInput } from './drivers/wired-door.ts';
import type { Clock } from './ports/clock.ts';
import type { DigitalInput } from './ports/digital-input.ts';
import type { DoorHardware, StrikeRelay } from './ports/door-hardware.ts';
import type { FireInput } from './ports/fire-input.ts';

export type WiredParts = {
  readonly doors: readonly DoorHardware[];
  readonly fireInput: FireInput | null;
  start(): void;
  /** Opens every relay, and resolves when all lines are let go. */
  stop(): Promise<void>;
};

type Boards = ReadonlyMap<string, LcusBoard | ModbusBoard>;

/** The doors and inputs of the config that are wired, and the boards that carry them. */
export function createWiredParts(config: Config, clock: Clock): WiredParts {
  const boards: Boards = new Map(
    config.relayBoards.map((board) => [board.id, createBoard(board, inputsOn(config, board.id), clock)]),
  );
  const optional = (wiring: InputWiring | undefined) => (wiring === undefined ? null : inputOf(wiring, boards));
  const doors = config.doors.flatMap((door) => {
    if (door.driver !== 'wired') return [];
    const [contact, rex, tamper] = [optional(door.contact), optional(door.rex), optional(door.tamper)];
    return [wiredDoor({ door: door.id, strike: relayOf(door.strike, boards), contact, rex, tamper }, clock)];
  });
  const { fireInput } = config;
  return {
    doors,
    fireInput: fireInput?.driver === 'wired' ? wiredFireInput(inputOf(fireInput.input, boards)) : null,
    start() {
      for (const board of boards.values()) board.start();
    },
    async stop() {
      await Promise.all([...boards.values()].map((board) => board.stop()));
    },
  };
}

function createBoard(board: RelayBoard, inputs: ReadonlyMap<number, ContactForm>, clock: Clock) {
  const { path, baudRate, relays } = board;
  const makeLine = (listener: ConstructorParameters<typeof SerialLink>[2]) =>
    new SerialLink({ path, baudRate }, clock, listener);
  if (board.kind === 'lcus') return new LcusBoard({ makeLine, clock, relays });
  return new ModbusBoard({ makeLine, clock, relays, inputs, unit: board.unit });
}

/** The contact form of each input of this board that the config names. */
function inputsOn(config: Config, board: string): ReadonlyMap<number, ContactForm> {
  const wired = config.doors.flatMap((door) => (door.driver === 'wired' ? [door.contact, door.rex, door.tamper] : []));
  const fire = config.fireInput?.driver === 'wired' ? [config.fireInput.input] : [];
  return new Map(
    [...wired, ...fire].flatMap((wiring) =>
      wiring?.via === 'board' && wiring.board === board ? [[wiring.input, wiring.form] as const] : [],
    ),
  );
}

/** Throws for wiring that the config refuses. */
function relayOf(wiring: StrikeWiring, boards: Boards): StrikeRelay {
  const board = wiring.via === 'board' ? boards.get(wiring.board) : undefined;
  if (wiring.via !== 'board' || board === undefined) throw new Error(`no driver for a strike via ${wiring.via}`);
  return board.relay(wiring.relay);
}

/** Throws for wiring that the config refuses. */
function inputOf(wiring: InputWiring, boards: Boards): DigitalInput {
  const board = wiring.via === 'board' ? boards.get(wiring.board) : undefined;
  if (wiring.via !== 'board' || !(board instanceof ModbusBoard))
    throw new Error(`no driver for an input via ${wiring.via}`);
  return board.input(wiring.input);
}
