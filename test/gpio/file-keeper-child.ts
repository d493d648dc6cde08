import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GpioBackend } from '../../device/drivers/gpio/gpio-backend.ts';
import { GpioKeeper } from '../../device/drivers/gpio/gpio-keeper.ts';
import { GpioTask } from '../../device/drivers/gpio/messages.ts';
import { runKeeper, say } from '../../device/drivers/keeper/run-keeper.ts';
import { systemClock } from '../../device/system-clock.ts';

// The keeper as it ships, with files for lines: a line keeps its level when whoever drove it has gone, as on bcm2835.
const folder = process.env.AK_TEST_LINES ?? '';
const file = (line: number) => join(folder, String(line));
const backend: GpioBackend = {
  name: 'files',
  openOutput({ line, activeLevel }) {
    const set = (high: boolean) => writeFileSync(file(line), high ? '1' : '0');
    set(activeLevel === 'low');
    return { set, close: () => {} };
  },
  openInput: ({ line }) => ({ isHigh: () => readFileSync(file(line), 'utf8') === '1', close: () => {} }),
};
writeFileSync(join(folder, 'keeper-pid'), String(process.pid));
const task = GpioTask.parse(JSON.parse(process.argv[2] ?? ''));
runKeeper(systemClock, new GpioKeeper(systemClock, backend, task, say));
