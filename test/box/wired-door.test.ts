import { expect, test, vi } from 'vitest';
import { SimulatedLcusBoard } from '../../device/simulator/relay-board/simulated-lcus-board.ts';
import { SimulatedModbusBoard } from '../../device/simulator/relay-board/simulated-modbus-board.ts';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';
import { boxOn, type TestBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const soon = { timeout: 10_000, interval: 10 };
const door = async (box: TestBox<typeof systemClock>) => (await box.health()).doors[0];

function wired(board: object, more: object): Record<string, unknown> {
  const strike = { via: 'board', board: 'board', relay: 1 };
  const entrance = { id: 'entrance', name: 'Entrén', driver: 'wired', accessTimeMs: 3_000, strike, ...more };
  return { ...alwaysOpen, doors: [entrance], relayBoards: [{ id: 'board', ...board }] };
}

const input = (number: number, form: string) => ({ via: 'board', board: 'board', input: number, form });

describeWith(['socat'], 'a door that is wired to a Modbus board', () => {
  test('lets a card in, follows the leaf, hears the button, and tells of alarm and tamper', async () => {
    const pty = await PtyPair.start();
    const board = new SimulatedModbusBoard(systemClock, { unit: 1, relays: 8, inputs: 8 });
    board.setInput(1, true);
    const send = await pty.openFar((bytes) => send(board.receive(bytes)));
    const wires = {
      contact: input(1, 'normally-closed'),
      rex: input(2, 'normally-open'),
      tamper: input(3, 'normally-open'),
    };
    const config = wired({ kind: 'modbus', path: pty.near }, wires);
    const fireInput = { driver: 'wired', input: input(4, 'normally-open') };
    const box = await boxOn(systemClock, { config: { ...config, fireInput } });
    await vi.waitFor(
      async () => expect(await door(box)).toMatchObject({ physical: 'closed', strike: { state: 'ready' } }),
      soon,
    );
    await box.tap(CARD);
    await vi.waitFor(() => expect(board.coils[0]).toBe(true), soon);
    board.setInput(1, false);
    await vi.waitFor(async () => expect(await door(box)).toMatchObject({ physical: 'open' }), soon);
    board.setInput(1, true);
    await vi.waitFor(() => expect(board.coils[0]).toBe(false), soon);
    board.setInput(2, true);
    await vi.waitFor(() => expect(box.journal.types()).toContain('exit-requested'), soon);
    board.setInput(3, true);
    await vi.waitFor(async () => expect(await door(box)).toMatchObject({ tamper: { tampered: true } }), soon);
    board.setInput(4, true);
    await vi.waitFor(async () => expect((await box.health()).evacuation).toBe(true), soon);
  });
});

describeWith(['socat'], 'a door that is wired to a USB board', () => {
  test('lets a card in, is out of order while the board is unplugged, and well again after', async () => {
    const pty = await PtyPair.start();
    const board = new SimulatedLcusBoard(1);
    await pty.openFar((bytes) => void board.receive(bytes));
    const box = await boxOn(systemClock, { config: wired({ kind: 'lcus', path: pty.near }, {}) });
    await vi.waitFor(async () => expect(await door(box)).toMatchObject({ strike: { state: 'ready' } }), soon);
    await box.tap(CARD);
    await vi.waitFor(() => expect(board.coils[0]).toBe(true), soon);
    await vi.waitFor(() => expect(board.coils[0]).toBe(false), soon);
    await pty.unplug();
    await vi.waitFor(async () => expect(await door(box)).toMatchObject({ strike: { faultCode: 'line-lost' } }), soon);
    await box.tap('04000000000001');
    await vi.waitFor(
      async () => expect((await box.snapshot()).lastTap).toMatchObject({ reason: 'door-out-of-order' }),
      soon,
    );
    await pty.plugIn();
    await vi.waitFor(async () => expect(await door(box)).toMatchObject({ strike: { state: 'ready' } }), soon);
  });
});
