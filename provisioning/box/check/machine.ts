import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';

/** Whether the box keeps the time without power; without it, it begins at a wrong time and waits for the network. */
export function realTimeClockFinding({ root }: Places): Finding {
  if (existsSync(join(root, 'sys/class/rtc/rtc0'))) return well('clock battery', 'a real-time clock is there');
  const todo = 'Put one in (see the wiring guide), or make sure that the network comes with the power.';
  return warn(
    'clock battery',
    'no real-time clock: after a power cut the time is wrong until the network says it',
    todo,
  );
}

/** A file system that failed is mounted read-only by the kernel (mount(8), errors=remount-ro). */
export function writableFinding({ data }: Places): Finding {
  try {
    accessSync(data, constants.W_OK);
    return well('data folder', 'can be written');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EROFS')
      return fault('data folder', 'the disk is read-only', 'It is worn out or damaged: exchange it.');
    if (code === 'ENOENT') return fault('data folder', 'not there', 'kontoret box install makes it.');
    return unknown('data folder', 'cannot be looked at', 'Run this as root.');
  }
}

/** Bits of `vcgencmd get_throttled` (Raspberry Pi documentation): 0–3 now, 16–19 the same since the start. */
const NOW_BITS = 0xf;
const SINCE_START = 16;
const UNDERVOLTAGE_BIT = 1;

/** Whether a Raspberry Pi has had enough power and cooling; other boards say nothing of it. */
export async function powerFinding({ run }: Pick<Around, 'run'>, { root }: Places): Promise<Finding> {
  const part = 'power supply';
  const asked = await run('vcgencmd', ['get_throttled']);
  const said = /throttled=0x([0-9a-f]+)/i.exec(asked?.output ?? '')?.[1];
  if (said === undefined) return undervoltageAlarm(root);
  const bits = Number.parseInt(said, 16);
  if (bits === 0) return well(part, 'enough, since the start');
  const now = bits & NOW_BITS;
  const short = ((now === 0 ? bits >> SINCE_START : now) & UNDERVOLTAGE_BIT) !== 0;
  const says = `${short ? 'too weak' : 'the processor is too hot'}${now ? ' now' : ' since the start'}`;
  const todo = short ? 'Use the maker’s own power supply and a short cable.' : 'Give it air, or a heat sink.';
  return (now ? fault : warn)(part, says, todo);
}

/** The kernel’s own sensor of a Raspberry Pi (raspberrypi-hwmon): `in0_lcrit_alarm` is 1 after an undervoltage. */
function undervoltageAlarm(root: string): Finding {
  const folder = join(root, 'sys/class/hwmon');
  const chips = existsSync(folder) ? readdirSync(folder).map((chip) => join(folder, chip)) : [];
  const sensor = chips.find((chip) => readIfThere(join(chip, 'name')) === 'rpi_volt');
  if (sensor === undefined) return unknown('power supply', 'this board does not tell of it');
  return readIfThere(join(sensor, 'in0_lcrit_alarm')) === '1'
    ? fault('power supply', 'too weak', 'Use the maker’s own power supply and a short cable.')
    : well('power supply', 'enough');
}

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);
