import { Gpio } from 'onoff';
import { type GpioBackend, idleHigh } from './gpio-backend.ts';
import { sysfsNumber } from './sysfs-base.ts';

/** The kernel's old interface, for systems whose libgpiod is missing. It knows neither drive nor bias. */
export const onoffBackend: GpioBackend = {
  name: 'onoff',
  openOutput(spec) {
    if (spec.drive !== 'push-pull') throw new Error('sysfs drives push-pull only');
    const gpio = new Gpio(sysfsNumber(spec.chip, spec.line), idleHigh(spec) ? 'high' : 'low');
    return { set: (high) => gpio.writeSync(high ? 1 : 0), close: () => gpio.unexport() };
  },
  openInput(spec) {
    if (spec.bias !== 'disabled') throw new Error('sysfs sets no bias: solder a resistor and say bias disabled');
    const gpio = new Gpio(sysfsNumber(spec.chip, spec.line), 'in');
    return { isHigh: () => gpio.readSync() === 1, close: () => gpio.unexport() };
  },
};
