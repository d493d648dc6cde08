import { array, assert as check, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { GpioKeeper } from '../../device/drivers/gpio/gpio-keeper.ts';
import { type GpioMessage, GpioTask } from '../../device/drivers/gpio/messages.ts';
import { type KeeperCommand, KeeperCommand as KeeperCommandSchema } from '../../device/drivers/keeper/messages.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeLines } from './fake-lines.ts';

const task = GpioTask.parse({
  backend: 'libgpiod',
  outputs: [
    { chip: 'gpiochip0', line: 17, activeLevel: 'high', drive: 'push-pull' },
    { chip: 'gpiochip0', line: 18, activeLevel: 'low', drive: 'push-pull' },
  ],
  inputs: [
    { chip: 'gpiochip0', line: 22, bias: 'pull-up' },
    { chip: 'gpiochip0', line: 23, bias: 'pull-down' },
  ],
});

function keeperAtWork() {
  const clock = new ManualClock();
  const lines = new FakeLines();
  const told: GpioMessage[] = [];
  const keeper = new GpioKeeper(clock, lines, task, (message) => told.push(message));
  const strikes = () => [lines.levels.get('gpiochip0:17'), lines.levels.get('gpiochip0:18')];
  /** Time passes while the controller lives. */
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      keeper.take({ type: 'beat' });
      clock.advance(Math.min(500, ms - passed));
    }
  };
  return { clock, lines, told, keeper, strikes, pass };
}

const idle = [false, true];

describe('the keeper of the GPIO lines', () => {
  it('takes each output idle, whatever its active level', () => {
    const { keeper, strikes, told } = keeperAtWork();
    keeper.start();
    expect(strikes()).toEqual(idle);
    expect(told).toEqual([{ type: 'ready', backend: 'fake lines' }]);
  });

  it('ends a pulse by its own timer, and at once when told', () => {
    const { keeper, strikes, pass } = keeperAtWork();
    keeper.start();
    keeper.take({ type: 'energise', output: 0, forMs: 5_000 });
    keeper.take({ type: 'energise', output: 1, forMs: 1_000 });
    expect(strikes()).toEqual([true, false]);
    pass(1_000);
    expect(strikes()).toEqual([true, true]);
    keeper.take({ type: 'release', output: 0 });
    expect(strikes()).toEqual(idle);
  });

  it('idles all outputs when the controller has been silent for 3 s', () => {
    const { keeper, strikes, clock } = keeperAtWork();
    keeper.start();
    keeper.take({ type: 'energise', output: 0, forMs: 600_000 });
    clock.advance(2_900);
    expect(strikes()).toEqual([true, true]);
    clock.advance(100);
    expect(strikes()).toEqual(idle);
  });

  it('idles all outputs and lets the lines go when it is stopped', () => {
    const { keeper, strikes, lines } = keeperAtWork();
    keeper.start();
    keeper.take({ type: 'energise', output: 0, forMs: 600_000 });
    keeper.stop();
    expect(strikes()).toEqual(idle);
    expect(lines.held.size).toBe(0);
  });

  it('tells when the kernel gives no line, and takes them when it does', () => {
    const { keeper, told, lines, pass, strikes } = keeperAtWork();
    lines.refuses = 'EBUSY';
    keeper.start();
    pass(10_000);
    expect(told[0]).toMatchObject({ type: 'lost', code: 'gpio-refused', detail: 'Error: EBUSY' });
    lines.refuses = null;
    pass(2_000);
    expect(told.at(-1)).toEqual({ type: 'ready', backend: 'fake lines' });
    expect(strikes()).toEqual(idle);
  });

  it('holds no line while one of them cannot be had, so that it can have all of them later', () => {
    const { keeper, told, lines, pass } = keeperAtWork();
    lines.held.add('gpiochip0:18');
    keeper.start();
    expect([...lines.held]).toEqual(['gpiochip0:18']);
    lines.held.clear();
    pass(2_000);
    expect(told.at(-1)).toEqual({ type: 'ready', backend: 'fake lines' });
  });

  it('lets go of all when one line fails, and is well again after it', () => {
    const { keeper, told, lines, pass, strikes } = keeperAtWork();
    keeper.start();
    keeper.take({ type: 'energise', output: 0, forMs: 600_000 });
    lines.refuses = 'EIO';
    pass(100);
    expect(told.at(-1)).toMatchObject({ type: 'lost' });
    lines.refuses = null;
    told.length = 0;
    pass(3_000);
    expect(told).toContainEqual({ type: 'ready', backend: 'fake lines' });
    expect(strikes()).toEqual(idle);
  });

  it('tells of a contact that has come to rest: closed is low with a pull-up, high with a pull-down', () => {
    const { keeper, told, lines, pass } = keeperAtWork();
    keeper.start();
    pass(100);
    const inputs = () => told.filter(({ type }) => type === 'input');
    expect(inputs()).toEqual([
      { type: 'input', input: 0, closed: false },
      { type: 'input', input: 1, closed: false },
    ]);
    lines.levels.set('gpiochip0:22', false);
    lines.levels.set('gpiochip0:23', true);
    pass(100);
    expect(inputs().slice(2)).toEqual([
      { type: 'input', input: 0, closed: true },
      { type: 'input', input: 1, closed: true },
    ]);
  });

  it('never misses 400 ms, and never tells what bounces for less than 50', () => {
    const { keeper, told, lines, pass } = keeperAtWork();
    keeper.start();
    pass(100);
    told.length = 0;
    lines.levels.set('gpiochip0:22', false);
    pass(30);
    lines.levels.set('gpiochip0:22', true);
    pass(500);
    expect(told).toEqual([]);
    lines.levels.set('gpiochip0:22', false);
    pass(400);
    lines.levels.set('gpiochip0:22', true);
    pass(400);
    expect(told.map((message) => message.type === 'input' && message.closed)).toEqual([true, false]);
  });

  test('whatever it is told, an output is active only within the time of the last energise (I2)', () => {
    const command = record({
      type: constantFrom('beat', 'energise', 'release', 'nonsense'),
      output: nat({ max: 3 }),
      forMs: nat({ max: 20_000 }),
    });
    check(
      property(array(record({ command, after: nat({ max: 4_000 }) }), { maxLength: 40 }), (steps) => {
        const { keeper, clock, strikes } = keeperAtWork();
        keeper.start();
        const until = [0, 0];
        for (const { command: sent, after } of steps) {
          const parsed = KeeperCommandSchema.safeParse(narrow(sent));
          if (parsed.success) {
            keeper.take(parsed.data);
            if (parsed.data.type === 'energise') until[parsed.data.output] = clock.monotonicMs() + parsed.data.forMs;
          }
          clock.advance(after);
          strikes().forEach((high, output) => {
            if (high !== idle[output]) expect(clock.monotonicMs()).toBeLessThan(until[output] ?? 0);
          });
        }
        clock.advance(20_000);
        expect(strikes()).toEqual(idle);
      }),
    );
  });
});

/** With the members that its type has. */
function narrow({ type, output, forMs }: { type: string; output: number; forMs: number }): KeeperCommand | object {
  if (type === 'energise') return { type, output, forMs };
  return type === 'release' ? { type, output } : { type };
}
