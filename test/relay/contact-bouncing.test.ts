import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monotonicMs } from '../../device/contract/units.ts';
import { type Debounced, debounce } from '../../device/domain/debounce.ts';
import { modbusAtWork } from './boards-at-work.ts';

/** What settled, sampled each `every` ms, of a contact that rests at each level for so long. */
function settledOf(rests: readonly { readonly closed: boolean; readonly forMs: number }[], every: number): boolean[] {
  let [known, end, now]: [Debounced | null, number, number] = [null, 0, 0];
  const seen: boolean[] = [];
  for (const { closed, forMs } of rests) {
    for (end += forMs; now < end; now += every) {
      const before: Debounced | null = known;
      known = debounce(before, closed, monotonicMs(now));
      if (known.settled !== null && known.settled !== (before?.settled ?? null)) seen.push(known.settled);
    }
  }
  return seen;
}

const bounce = fc.array(fc.record({ closed: fc.boolean(), forMs: fc.integer({ min: 1, max: 10 }) }), { maxLength: 4 });
const everyMs = fc.integer({ min: 1, max: 50 });

describe('a contact that bounces', () => {
  test('is not told of while it does', () => {
    fc.assert(
      fc.property(bounce, everyMs, (bounces, every) => {
        const shut = { closed: true, forMs: 1_000 };
        expect(settledOf([shut, ...bounces, shut], every)).toEqual([true]);
      }),
    );
  });

  test('is told of once when it rests, and a rest of 400 ms is always seen', () => {
    fc.assert(
      fc.property(bounce, bounce, everyMs, (before, after, every) => {
        const rest = (closed: boolean, forMs: number) => ({ closed, forMs });
        const rests = [rest(true, 1_000), ...before, rest(false, 400), ...after, rest(true, 1_000)];
        expect(settledOf(rests, every)).toEqual([true, false, true]);
      }),
    );
  });
});

describe('an input of a Modbus board', () => {
  test('is unknown until it has rested, then as its contact form says', () => {
    const { driver, clock, board } = modbusAtWork();
    const [leaf, button] = [driver.input(1), driver.input(2)];
    expect([leaf.state(), button.state()]).toEqual(['unknown', 'unknown']);
    board.setInput(1, true);
    clock.advance(300);
    expect([leaf.state(), button.state()]).toEqual(['inactive', 'inactive']);
    board.setInput(2, true);
    board.setInput(1, false);
    clock.advance(300);
    expect([leaf.state(), button.state()]).toEqual(['active', 'active']);
  });

  test('that bounces for less than it is sampled is not told of', () => {
    const { driver, clock, board } = modbusAtWork();
    board.setInput(1, true);
    clock.advance(300);
    const told: string[] = [];
    driver.input(1).onChange((state) => void told.push(state));
    for (let n = 0; n < 5; n++) {
      board.setInput(1, false);
      clock.advance(20);
      board.setInput(1, true);
      clock.advance(150);
    }
    expect(told).toEqual([]);
  });

  test('is unknown when its board is out', () => {
    const { driver, clock, line } = modbusAtWork();
    clock.advance(300);
    line.down('line-lost');
    expect(driver.input(2).state()).toBe('unknown');
  });

  test('that is not wired cannot be asked for', () => {
    expect(() => modbusAtWork().driver.input(3)).toThrow(RangeError);
  });
});
