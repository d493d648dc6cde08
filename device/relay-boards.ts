import type { Config } from './contract/config.ts';
import type { RelayBoard } from './contract/hardware.ts';
import type { ContactForm } from './domain/debounce.ts';
import { LcusBoard } from './drivers/relay-board/lcus-board.ts';
import { ModbusBoard } from './drivers/relay-board/modbus-board.ts';
import { SerialLink } from './drivers/serial/serial-link.ts';
import type { Clock } from './ports/clock.ts';
import { inputWires } from './wires.ts';

export type RelayBoards = ReadonlyMap<string, LcusBoard | ModbusBoard>;

/** The relay boards of the config, by their ids. */
export function createRelayBoards(config: Config, clock: Clock): RelayBoards {
  return new Map(config.relayBoards.map((board) => [board.id, createBoard(board, inputsOn(config, board.id), clock)]));
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
  return new Map(
    inputWires(config).flatMap((wiring) =>
      wiring.via === 'board' && wiring.board === board ? [[wiring.input, wiring.form] as const] : [],
    ),
  );
}
