import type { Config } from './contract/config.ts';
import type { ContactForm } from './domain/debounce.ts';
import { ModbusBoard } from './drivers/relay-board/modbus-board.ts';
import { SerialLink } from './drivers/serial/serial-link.ts';
import type { Clock } from './ports/clock.ts';
import { inputWires } from './wires.ts';

export type RelayBoards = ReadonlyMap<string, ModbusBoard>;

/** The relay boards of the config whose lines the controller holds itself, by their ids: they have timers of their own. */
export function createRelayBoards(config: Config, clock: Clock): RelayBoards {
  const boards = config.relayBoards.filter((board) => board.kind === 'modbus');
  return new Map(
    boards.map(({ id, path, baudRate, relays, unit }) => {
      const makeLine = (listener: ConstructorParameters<typeof SerialLink>[2]) =>
        new SerialLink({ path, baudRate }, clock, listener);
      return [id, new ModbusBoard({ makeLine, clock, relays, inputs: inputsOn(config, id), unit })];
    }),
  );
}

/** The contact form of each input of this board that the config names. */
function inputsOn(config: Config, board: string): ReadonlyMap<number, ContactForm> {
  return new Map(
    inputWires(config).flatMap((wiring) =>
      wiring.via === 'board' && wiring.board === board ? [[wiring.input, wiring.form] as const] : [],
    ),
  );
}
