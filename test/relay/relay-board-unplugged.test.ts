import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { lcusAtWork, modbusAtWork } from './boards-at-work.ts';

type Relay = ReturnType<typeof lcusAtWork>['relay'];
const closeFor = (relay: Relay, ms: number) => relay.energise(milliseconds(ms));

describe.each([
  ['a USB board', lcusAtWork],
  ['a Modbus board', modbusAtWork],
])('%s that is unplugged', (_name, atWork) => {
  test('is faulted, and ready when it is back', () => {
    const { line, clock, statuses } = atWork();
    line.down('line-lost');
    expect(statuses.at(-1)).toMatchObject({ state: 'faulted', faultCode: 'line-lost' });
    line.up();
    clock.advance(10);
    expect(statuses.map(({ state }) => state)).toEqual(['faulted', 'ready']);
  });

  test('closes nothing, then or later', () => {
    const { line, clock, board, relay } = atWork();
    line.down('line-lost');
    closeFor(relay, 5_000);
    clock.advance(1_000);
    line.up();
    clock.advance(10_000);
    expect(board.coils).not.toContain(true);
  });

  test('while a relay is closed comes back with it open (I2)', () => {
    const { line, clock, board, relay } = atWork();
    closeFor(relay, 5_000);
    clock.advance(10);
    line.down('line-lost');
    line.up();
    clock.advance(10);
    expect(board.coils[0]).toBe(false);
  });
});

test('a Modbus board that is back closes a relay for whoever asks as soon as that is told, and stays well', () => {
  const { line, clock, board, relay, driver, statuses } = modbusAtWork();
  line.down('line-lost');
  driver.relay(1).onStatus(({ state }) => {
    statuses.push({ state });
    if (state === 'ready') closeFor(relay, 60_000);
  });
  line.up();
  clock.advance(1_000);
  expect([board.coils[0], statuses]).toMatchObject([true, [{ state: 'faulted' }, { state: 'ready' }]]);
});

describe('a Modbus board that does not answer', () => {
  test('is silent after three tries, and well again by itself', () => {
    const { clock, board, relay, statuses } = modbusAtWork();
    board.mute(true);
    clock.advance(700);
    expect(relay.status()).toMatchObject({ state: 'faulted', faultCode: 'board-silent' });
    board.mute(false);
    clock.advance(2_000);
    expect(statuses.map(({ state }) => state)).toEqual(['faulted', 'ready']);
  });

  test('and was to close a relay has it open when it is back', () => {
    const { clock, board, relay } = modbusAtWork();
    board.mute(true);
    closeFor(relay, 15_000);
    clock.advance(1_000);
    expect(board.coils[0]).toBe(true);
    board.mute(false);
    clock.advance(2_000);
    expect([board.coils[0], relay.status().state]).toEqual([false, 'ready']);
  });

  test('for a moment loses nothing: the same is asked again', () => {
    const { clock, relay, garble, statuses } = modbusAtWork();
    garble((bytes) => bytes.subarray(0, bytes.length - 1));
    clock.advance(250);
    garble((bytes) => bytes);
    clock.advance(1_000);
    expect([relay.status().state, statuses]).toEqual(['ready', []]);
  });
});
