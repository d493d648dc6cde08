import { availableParallelism, loadavg } from 'node:os';
import type { Box } from './box.ts';
import type { Checks } from './checks.ts';

const STARTS = 5;
const MOST_START_MS = 2_000;
/** Processes that want each core, over the last minute: more of them, and a time says nothing of the box. */
const BUSY = 2;
const MOST_MB = 120;
const MOST_IDLE_PERCENT = 1;
const IDLE_MS = 20_000;
/** Jiffies a second, in /proc/…/stat (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

/** What the installed controller takes. */
export async function measures(box: Box, checks: Checks): Promise<void> {
  const { machine } = box;
  await measureStarts(box, checks);
  await checks.holds(`idle, it takes no more than ${MOST_IDLE_PERCENT} % of a core`, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const before = await ticks(box);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const percent = (((await ticks(box)) - before) / TICKS / (IDLE_MS / 1_000)) * 100;
    return percent <= MOST_IDLE_PERCENT ? `${percent.toFixed(2)} % with its children, over 20 s` : false;
  });
  await checks.holds(`idle, it takes no more than ${MOST_MB} MB`, async () => {
    const rollups = await Promise.all(
      (await box.pids()).map((pid) => machine.text('cat', `/proc/${pid}/smaps_rollup`)),
    );
    const of = (name: string) =>
      rollups.map((text) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024);
    const [resident = Number.NaN] = of('Rss').map(Math.round);
    const [own, ...others] = of('Pss').map(Math.round);
    if (resident > MOST_MB) return Promise.reject(new Error(`${resident} MB resident`));
    return `${resident} MB resident, ${own} proportional; its children ${others.join(' and ')}`;
  });
}

async function measureStarts(box: Box, checks: Checks): Promise<void> {
  const sentence = `from the unit's start the door decides within ${MOST_START_MS} ms`;
  const times: number[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    await box.machine.text('systemctl', 'restart', 'ak-controller');
    times.push(await box.startMs());
  }
  // Whatever else the machine does meanwhile makes a start longer, and none shorter.
  const best = Math.min(...times);
  const found = `at best ${best} ms of ${times.join(', ')}`;
  const waiting = (loadavg()[0] ?? 0) / availableParallelism();
  if (best > MOST_START_MS && waiting > BUSY) checks.skip(sentence, `${found}; ${waiting.toFixed(1)} for each core`);
  else await checks.holds(sentence, async () => (best <= MOST_START_MS ? found : Promise.reject(new Error(found))));
}

/** User and system time of the whole unit. */
async function ticks(box: Box): Promise<number> {
  const stats = await Promise.all((await box.pids()).map((pid) => box.machine.text('cat', `/proc/${pid}/stat`)));
  return stats.reduce((sum, stat) => {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}
