import { Chip, Line } from 'node-libgpiod';
import { type GpioBackend, type InputSpec, idleHigh, type OutputSpec, type Place } from './gpio-backend.ts';

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

/**
 * The library closes a chip when nobody holds it any more, and takes the chip's lines away with it: one that was high
 * stays so, and is nobody's (chip.cc, gpiod_chip_close). So each chip is held until its line has gone.
 */
const heldForLine = new FinalizationRegistry<Chip>(() => {});

function takeLine({ chip: name, line }: Place): Line {
  const chip = new Chip(name);
  const taken = new Line(chip, line);
  heldForLine.register(taken, chip);
  return taken;
}

/** The character device by libgpiod 1.6. A line that somebody else holds is refused by the kernel (EBUSY). */
export const libgpiodBackend: GpioBackend = {
  name: 'libgpiod',
  openOutput(spec) {
    const line = takeLine(spec);
    // The package declares the table of the flags where it takes a sum of them.
    Reflect.apply(line.requestOutputModeFlags, line, [CONSUMER, DRIVE[spec.drive], Number(idleHigh(spec))]);
    return { set: (high) => line.setValue(high ? 1 : 0), close: () => line.release() };
  },
  openInput(spec) {
    const line = takeLine(spec);
    Reflect.apply(line.requestInputModeFlags, line, [CONSUMER, BIAS[spec.bias]]);
    return { isHigh: () => line.getValue() === 1, close: () => line.release() };
  },
};
