import type { PartStatus } from '../../device/contract/status.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { LcusKeeper } from '../../device/drivers/relay-board/lcus-keeper.ts';
import { ModbusBoard } from '../../device/drivers/relay-board/modbus-board.ts';
import type { StrikeRelay } from '../../device/ports/door-hardware.ts';
import { SimulatedLcusBoard } from '../../device/simulator/relay-board/simulated-lcus-board.ts';
import { SimulatedModbusBoard } from '../../device/simulator/relay-board/simulated-modbus-board.ts';
import { FakeLine } from '../line-reader/fake-line.ts';
import { ManualClock } from '../support/manual-clock.ts';

type Told = Pick<PartStatus, 'state' | 'faultCode'>;

/** Two USB boards behind lines that the test may cut, their keeper, a clock that it winds; the second has one relay. */
export function lcusKeeperAtWork() {
  const clock = new ManualClock();
  const board = new SimulatedLcusBoard(2);
  const second = new SimulatedLcusBoard(1);
  let noise = (bytes: Uint8Array) => bytes;
  const line = new FakeLine(clock, (bytes) => board.receive(noise(bytes)));
  const lines = { '/dev/first': line, '/dev/second': new FakeLine(clock, (bytes) => second.receive(bytes)) };
  const statuses: Told[] = [];
  const keeper = new LcusKeeper({
    clock,
    task: { boards: Object.keys(lines).map((path, index) => ({ path, baudRate: 9_600, relays: 2 - index })) },
    makeLine: ({ path }) => (path === '/dev/first' ? line : lines['/dev/second']).maker,
    tell: (message) => {
      if (message.board > 0) return;
      if (message.type === 'ready') statuses.push({ state: 'ready' });
      else statuses.push({ state: 'faulted', faultCode: message.code });
    },
  });
  const garble = (change: typeof noise) => {
    noise = change;
  };
  keeper.start();
  return { clock, board, second, line, keeper, statuses, garble };
}

/** The same while its controller lives, which is heard every 0.5 s. */
export function lcusAtWork() {
  const { keeper, statuses, ...rest } = lcusKeeperAtWork();
  const beat = () => {
    keeper.take({ type: 'beat' });
    rest.clock.after(milliseconds(500), beat);
  };
  beat();
  statuses.length = 0;
  const relay: Pick<StrikeRelay, 'energise' | 'release'> = {
    energise: (ms) => keeper.take({ type: 'energise', output: 0, forMs: ms }),
    release: () => keeper.take({ type: 'release', output: 0 }),
  };
  return { ...rest, statuses, relay, stop: () => keeper.stop() };
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
  const statuses: Told[] = [];
  const garble = (change: typeof noise) => {
    noise = change;
  };
  driver.start();
  clock.advance(10);
  driver.relay(1).onStatus((status) => void statuses.push(status));
  const relay = driver.relay(1);
  return { clock, board, line, driver, statuses, garble, relay, stop: () => driver.stop() };
}
