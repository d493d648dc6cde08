import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SYSFS = '/sys';

/**
 * The number of a line in the kernel's old interface: the base of its chip and the offset. The base is any number since
 * Linux 6.6 (512, 522, 571 and 458 were seen), and the name of the directory is of it and not of the chip: chip and
 * base are found together by the device that both hang on. Throws when there is no such chip.
 */
export function sysfsNumber(chip: string, line: number, sysfs: string = SYSFS): number {
  const device = dirname(realpathSync(join(sysfs, 'bus/gpio/devices', chip)));
  const root = join(sysfs, 'class/gpio');
  for (const name of readdirSync(root)) {
    if (!name.startsWith('gpiochip') || realpathSync(join(root, name, 'device')) !== device) continue;
    return Number(readFileSync(join(root, name, 'base'), 'utf8')) + line;
  }
  throw new Error(`the kernel gives no sysfs base for ${chip}`);
}
