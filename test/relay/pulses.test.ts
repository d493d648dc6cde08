import { describe, expect, test } from 'vitest';
import { milliseconds, seconds } from '../../device/contract/units.ts';
import { KeptLcusBoard } from '../../device/drivers/relay-board/lcus-boards.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { lcusAtWork, modbusAtWork } from './boards-at-work.ts';

type Relay = ReturnType<typeof lcusAtWork>['relay'];
const closeFor = (relay: Relay, ms: number) => relay.energise(milliseconds(ms));

describe.each([
  ['a USB board', lcusAtWork],
  ['a Modbus board', modbusAtWork],
])('%s', (_name, atWork) => {
  test('opens all its relays when its line comes up (I2)', () => {
    const { board, line, relay, clock } = atWork();
    closeFor(relay, 5_000);
    clock.advance(10);
    expect(board.coils[0]).toBe(true);
    line.up();
    clock.advance(10);
    expect(board.coils[0]).toBe(false);
  });

  test('closes a relay for its time and not longer (I2)', () => {
    const { board, relay, clock } = atWork();
    closeFor(relay, 5_000);
    clock.advance(4_900);
    expect(board.coils).toEqual([true, ...Array(board.coils.length - 1).fill(false)]);
    clock.advance(110);
    expect(board.coils[0]).toBe(false);
  });

  test('opens it at once when it is told to', () => {
    const { board, relay, clock } = atWork();
    closeFor(relay, 5_000);
    clock.advance(1_000);
    relay.release();
    clock.advance(10);
    expect(board.coils[0]).toBe(false);
  });

  test('counts the time anew when it is closed again', () => {
    const { board, relay, clock } = atWork();
    closeFor(relay, 3_000);
    clock.advance(2_000);
    closeFor(relay, 3_000);
    clock.advance(2_900);
    expect(board.coils[0]).toBe(true);
    clock.advance(110);
    expect(board.coils[0]).toBe(false);
  });

  test('is left with all relays open when the driver is stopped', async () => {
    const { board, relay, stop, clock } = atWork();
    closeFor(relay, 5_000);
    clock.advance(10);
    const stopped = stop();
    clock.advance(200);
    await stopped;
    expect(board.coils).not.toContain(true);
  });
});

test.each([
  ['a USB board', keptBoard()],
  ['a Modbus board', modbusAtWork().driver],
])('%s has no relay that it has not', (_name, board) => {
  expect(() => board.relay(0)).toThrow(RangeError);
  expect(() => board.relay(9)).toThrow(RangeError);
});

/** As the controller has it, whatever its keeper does. */
function keptBoard(): KeptLcusBoard {
  return new KeptLcusBoard(new ManualClock(), 2, () => {});
}

test('a Modbus relay opens by the timer of its board when nobody is there to tell it (I2)', () => {
  const { board, relay, clock, line } = modbusAtWork();
  closeFor(relay, 5_000);
  clock.advance(100);
  line.down('line-lost');
  clock.advance(4_800);
  expect(board.coils[0]).toBe(true);
  clock.advance(200);
  expect(board.coils[0]).toBe(false);
});

test('an opening that is lost on the way to a USB board is said again', () => {
  const { board, relay, clock, garble } = lcusAtWork();
  closeFor(relay, 5_000);
  garble(() => new Uint8Array([0xa0, 0x01]));
  relay.release();
  garble((bytes) => bytes);
  expect(board.coils[0]).toBe(true);
  clock.advance(200);
  expect(board.coils[0]).toBe(false);
});

test('what is said again does not open a relay that was closed meanwhile', () => {
  const { board, relay, clock } = lcusAtWork();
  closeFor(relay, 5_000);
  relay.release();
  clock.advance(100);
  closeFor(relay, 5_000);
  clock.advance(seconds(1));
  expect(board.coils[0]).toBe(true);
});

test('between an answer of a Modbus board and the next request the line is silent for 3.5 characters', () => {
  const { relay, clock, garble } = modbusAtWork();
  const asked: number[] = [];
  // The answer is there 2 ms after the request.
  garble((bytes) => {
    asked.push(clock.monotonicMs());
    return bytes;
  });
  for (let times = 0; times < 100; times++) {
    closeFor(relay, 5_000);
    clock.advance(3);
    relay.release();
    clock.advance(4);
  }
  const silences = asked.slice(1).map((at, before) => at - ((asked[before] ?? 0) + 2));
  expect(silences.length).toBeGreaterThan(50);
  // Of 11 bits at 9,600 baud.
  expect(Math.min(...silences)).toBeGreaterThanOrEqual((3.5 * 11 * 1_000) / 9_600);
});
