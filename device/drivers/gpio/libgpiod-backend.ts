import { Chip, Line } from 'node-libgpiod';
import { type GpioBackend, type InputSpec, idleHigh, type OutputSpec } from './gpio-backend.ts';

const CONSUMER = 'allmanna-kontoret';

const { OPEN_DRAIN, OPEN_SOURCE, BIAS_DISABLE, BIAS_PULL_DOWN, BIAS_PULL_UP } = Line.RequestFlags;
const DRIVE: Readonly<Record<OutputSpec['drive'], number>> = {
  'push-pull': 0,
  'open-drain': OPEN_DRAIN,
  'open-source': OPEN_SOURCE,
};
const BIAS: Readonly<Record<InputSpec['bias'], number>> = {
  'pull-up': BIAS_PULL_UP,
  'pull-down': BIAS_PULL_DOWN,
  disabled: BIAS_DISABLE,
};

/** The character device by libgpiod 1.6. A line that somebody else holds is refused by the kernel (EBUSY). */
export const libgpiodBackend: GpioBackend = {
  name: 'libgpiod',
  openOutput(spec) {
    const line = new Line(new Chip(spec.chip), spec.line);
    // The package declares the table of the flags where it takes a sum of them.
    Reflect.apply(line.requestOutputModeFlags, line, [CONSUMER, DRIVE[spec.drive], Number(idleHigh(spec))]);
    return { set: (high) => line.setValue(high ? 1 : 0), close: () => line.release() };
  },
  openInput(spec) {
    const line = new Line(new Chip(spec.chip), spec.line);
    Reflect.apply(line.requestInputModeFlags, line, [CONSUMER, BIAS[spec.bias]]);
    return { isHigh: () => line.getValue() === 1, close: () => line.release() };
  },
};
