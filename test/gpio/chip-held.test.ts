import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';

const chips: WeakRef<object>[] = [];

vi.mock('node-libgpiod', () => {
  class Chip {
    constructor() {
      chips.push(new WeakRef(this));
    }
  }
  class Line {
    static RequestFlags = {};
    requestOutputModeFlags() {}
    requestInputModeFlags() {}
    getValue = () => 1;
    setValue() {}
    release() {}
  }
  return { Chip, Line };
});

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** The library's Line does not hold its Chip, and a Chip that is collected closes its lines (chip.cc). */
test('a chip is held for as long as one of its lines is', async () => {
  const { libgpiodBackend } = await import('../../device/drivers/gpio/libgpiod-backend.ts');
  const spec = { chip: 'gpiochip0', line: 17, activeLevel: 'high', drive: 'push-pull' } as const;
  const output = libgpiodBackend.openOutput(spec);
  const input = libgpiodBackend.openInput({ chip: 'gpiochip0', line: 18, bias: 'pull-up' });
  await turn();
  collectGarbage();
  expect(chips.map((chip) => chip.deref() !== undefined)).toEqual([true, true]);
  output.set(true);
  expect(input.isHigh()).toBe(true);
});
