import { array, assert as check, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { KeeperCommand } from '../../device/drivers/keeper/messages.ts';
import { lcusFrame } from '../../device/drivers/relay-board/lcus-board.ts';
import { lcusAtWork, lcusKeeperAtWork } from './boards-at-work.ts';

const allOpen = [false, false, false];

/** The relays of both boards, as they are counted. */
const relaysOf = ({ board, second }: ReturnType<typeof lcusKeeperAtWork>) => [...board.coils, ...second.coils];

describe('the keeper of the USB boards', () => {
  it('opens every relay of a board with the first bytes to it, in one piece', () => {
    const { line } = lcusKeeperAtWork();
    expect(line.written[0]).toEqual(Uint8Array.from([...lcusFrame(1, false), ...lcusFrame(2, false)]));
  });

  it('says that first opening again, for a board that was not awake yet', () => {
    const { board, line, clock, garble } = lcusAtWork();
    board.receive(lcusFrame(2, true));
    garble(() => new Uint8Array());
    line.up();
    garble((bytes) => bytes);
    clock.advance(200);
    expect(board.coils).toEqual([false, false]);
  });

  it('counts the relays through, from board to board', () => {
    const atWork = lcusKeeperAtWork();
    atWork.keeper.take({ type: 'energise', output: 2, forMs: 5_000 });
    expect(relaysOf(atWork)).toEqual([false, false, true]);
    atWork.keeper.take({ type: 'energise', output: 3, forMs: 5_000 });
    atWork.keeper.take({ type: 'release', output: 2 });
    expect(relaysOf(atWork)).toEqual(allOpen);
  });

  it('opens all relays of all boards when the controller has been silent for 3 s (I2)', () => {
    const atWork = lcusKeeperAtWork();
    for (const output of [0, 2]) atWork.keeper.take({ type: 'energise', output, forMs: 600_000 });
    atWork.clock.advance(2_900);
    expect(relaysOf(atWork)).toEqual([true, false, true]);
    atWork.clock.advance(100);
    expect(relaysOf(atWork)).toEqual(allOpen);
  });

  it('opens all relays at once when it is stopped, and lets the line go when it has said so again', async () => {
    const atWork = lcusKeeperAtWork();
    for (const output of [0, 1, 2]) atWork.keeper.take({ type: 'energise', output, forMs: 600_000 });
    const stopped = atWork.keeper.stop();
    expect([relaysOf(atWork), atWork.line.closed]).toEqual([allOpen, 0]);
    atWork.clock.advance(200);
    await stopped;
    expect([relaysOf(atWork), atWork.line.closed]).toEqual([allOpen, 1]);
  });

  it('tells how each line is', () => {
    const { statuses, line } = lcusKeeperAtWork();
    line.down('line-lost');
    line.down('line-absent');
    line.up();
    const faults = statuses.map(({ state, faultCode }) => faultCode ?? state);
    expect(faults).toEqual(['ready', 'line-lost', 'line-absent', 'ready']);
  });

  test('whatever it is told, a relay is closed only within the time of the last energise (I2)', () => {
    const command = record({
      type: constantFrom('beat', 'energise', 'release', 'nonsense'),
      output: nat({ max: 4 }),
      forMs: nat({ max: 20_000 }),
    });
    check(
      property(array(record({ command, after: nat({ max: 4_000 }) }), { maxLength: 40 }), (steps) => {
        const atWork = lcusKeeperAtWork();
        const { keeper, clock } = atWork;
        const until = [0, 0, 0];
        for (const { command: sent, after } of steps) {
          const { type, output, forMs } = sent;
          const parsed = KeeperCommand.safeParse({
            type,
            ...(type === 'beat' ? {} : { output }),
            ...(type === 'energise' ? { forMs } : {}),
          });
          if (parsed.success) keeper.take(parsed.data);
          if (parsed.success && type === 'energise') until[output] = clock.monotonicMs() + forMs;
          clock.advance(after);
          relaysOf(atWork).forEach((closed, relay) => {
            if (closed) expect(clock.monotonicMs()).toBeLessThan(until[relay] ?? 0);
          });
        }
        clock.advance(20_000);
        expect(relaysOf(atWork)).toEqual(allOpen);
      }),
    );
  });
});
