import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sysfsNumber } from '../../device/drivers/gpio/sysfs-base.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The files of a kernel with these chips: name, base, and the platform device that both hang on. */
function kernelWith(chips: readonly { readonly chip: string; readonly base: number; readonly on: string }[]): string {
  const sys = tempFolder();
  for (const folder of ['bus/gpio/devices', 'class/gpio']) mkdirSync(join(sys, folder), { recursive: true });
  for (const { chip, base, on } of chips) {
    const device = join(sys, 'devices/platform', on);
    const old = join(device, 'gpio', `gpiochip${base}`);
    mkdirSync(join(device, chip), { recursive: true });
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'base'), `${base}\n`);
    symlinkSync(device, join(old, 'device'));
    symlinkSync(join(device, chip), join(sys, 'bus/gpio/devices', chip));
    symlinkSync(old, join(sys, 'class/gpio', `gpiochip${base}`));
  }
  return sys;
}

test('the number of a line counts from the base of its own chip, which is not 0', () => {
  const sys = kernelWith([
    { chip: 'gpiochip0', base: 512, on: '3f200000.gpio' },
    { chip: 'gpiochip1', base: 504, on: 'soc:firmware:gpio' },
  ]);
  expect(sysfsNumber('gpiochip0', 17, sys)).toBe(529);
  expect(sysfsNumber('gpiochip1', 3, sys)).toBe(507);
});

test('a chip that is not there has no number', () => {
  expect(() => sysfsNumber('gpiochip7', 1, kernelWith([]))).toThrow('ENOENT');
});
