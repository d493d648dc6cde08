import type { PartStatus } from '../../device/contract/status.ts';
import { LcusBoard } from '../../device/drivers/relay-board/lcus-board.ts';
import { ModbusBoard } from '../../device/drivers/relay-board/modbus-board.ts';
import { SimulatedLcusBoard } from '../../device/simulator/relay-board/simulated-lcus-board.ts';
import { SimulatedModbusBoard } from '../../device/simulator/relay-board/simulated-modbus-board.ts';
import { FakeLine } from '../line-reader/fake-line.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** Drivers with their board simulated behind a line that the test may cut, and a clock that it winds. */
export function lcusAtWork() {
  const clock = new ManualClock();
  const board = new SimulatedLcusBoard(2);
  let noise = (bytes: Uint8Array) => bytes;
  const line = new FakeLine(clock, (bytes) => board.receive(noise(bytes)));
  const driver = new LcusBoard({ makeLine: line.maker, clock, relays: 2 });
  const statuses: PartStatus[] = [];
  driver.start();
  driver.relay(1).onStatus((status) => void statuses.push(status));
  const garble = (change: typeof noise) => {
    noise = change;
  };
  return { clock, board, line, driver, statuses, garble, relay: driver.relay(1) };
}

export function modbusAtWork() {
  const clock = new ManualClock();
  const board = new SimulatedModbusBoard(clock, { unit: 1, relays: 8, inputs: 8 });
  let noise = (bytes: Uint8Array) => bytes;
  const line = new FakeLine(clock, (bytes) => noise(board.receive(bytes)));
  const inputs = new Map([
    [1, 'normally-closed'],
    [2, 'normally-open'],
  ] as const);
  const driver = new ModbusBoard({ makeLine: line.maker, clock, unit: 1, relays: 8, inputs });
  const statuses: PartStatus[] = [];
  const garble = (change: typeof noise) => {
    noise = change;
  };
  driver.start();
  clock.advance(10);
  driver.relay(1).onStatus((status) => void statuses.push(status));
  return { clock, board, line, driver, statuses, garble, relay: driver.relay(1) };
}
