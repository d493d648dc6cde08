import { setTimeout } from 'node:timers/promises';
import { BenchController } from './bench-controller.ts';
import { proportionalMb } from './processes.ts';
import { UnwatchedBrowser } from './unwatched-browser.ts';

const EVENTS_PER_S = 5;
/** Until caches are full: what is measured before says nothing of what comes. */
const WARM_UP_MINUTES = 2;
const MOST_GROWTH = 0.1;

type Sample = { readonly minute: number; readonly heapMb: number; readonly pssMb: number; readonly ownMb: number };

const minutes = Number(process.argv[2] ?? 30);
const controller = await BenchController.start();
const browser = await UnwatchedBrowser.start(controller.startAddress, { width: 1280, height: 800 });
const samples: Sample[] = [];
for (let minute = 0; minute < WARM_UP_MINUTES + minutes; minute++) {
  await tapFor(60_000);
  if (minute + 1 >= WARM_UP_MINUTES) samples.push(await sample(minute + 1 - WARM_UP_MINUTES));
}
browser.close();
await controller.close();
const [first, last] = [samples[0], samples.at(-1)];
if (first === undefined || last === undefined) throw new Error('nothing was measured');
const growth = last.ownMb / first.ownMb - 1;
process.stdout.write(
  `${minutes} minutes at ${EVENTS_PER_S} taps/s: PSS ${first.pssMb.toFixed(0)} → ${last.pssMb.toFixed(0)} MB; ` +
    `of it the browser’s own ${first.ownMb.toFixed(0)} → ${last.ownMb.toFixed(0)} MB ` +
    `(${(growth * 100).toFixed(1)} %, ${slope(samples, 'ownMb').toFixed(3)} MB/min); ` +
    `heap ${first.heapMb.toFixed(1)} → ${last.heapMb.toFixed(1)} MB (${slope(samples, 'heapMb').toFixed(3)} MB/min); ` +
    `target ≤ ${MOST_GROWTH * 100} % ${growth <= MOST_GROWTH ? 'met' : 'MISSED'}\n`,
);

async function tapFor(ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (let next = performance.now(); next < until; next += 1_000 / EVENTS_PER_S) {
    await setTimeout(Math.max(0, next - performance.now()));
    await controller.present();
  }
}

async function sample(minute: number): Promise<Sample> {
  const heapMb = (await browser.heapBytes()) / 2 ** 20;
  const { all: pssMb, own: ownMb } = proportionalMb(await browser.processes());
  process.stdout.write(
    `${minute} min: heap ${heapMb.toFixed(1)} MB, PSS ${pssMb.toFixed(0)} MB, own ${ownMb.toFixed(0)} MB\n`,
  );
  return { minute, heapMb, pssMb, ownMb };
}

/** Least squares: so much more each minute. */
function slope(points: readonly Sample[], what: 'heapMb' | 'ownMb'): number {
  const mean = (pick: (point: Sample) => number) => points.reduce((sum, each) => sum + pick(each), 0) / points.length;
  const [x, y] = [mean(({ minute }) => minute), mean((point) => point[what])];
  const shared = mean((point) => (point.minute - x) * (point[what] - y));
  return shared / mean(({ minute }) => (minute - x) ** 2);
}
