import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromiumPath } from '../support/chromium.ts';
import { KioskOnScreen, type Panel, panels } from './kiosk-on-screen.ts';
import { cpuPercent } from './processes.ts';
import { medianRun, type Row, type Spread, spreadOf } from './statistics.ts';

const TAPS = 60;
const RUNS = 3;
const IDLE_S = 20;
/** After a tap the loudspeaker stays open for a while. */
const RESTED_MS = 5_000;
const assets = fileURLToPath(new URL('../../.build/renderer/assets/', import.meta.url));

/** What the screen takes, by the whole box and Debian's Chromium; null where there is none. */
export async function benchScreen(): Promise<readonly Row[] | null> {
  if (!existsSync(chromiumPath)) return null;
  const rows: Row[] = [];
  const firstPaints: number[] = [];
  for (const panel of panels) {
    const name = `${panel.width}×${panel.height}`;
    const { spread, firstPaintMs, idlePercent } = await onPanel(panel);
    firstPaints.push(...firstPaintMs);
    rows.push(
      { what: `strike → painted, ${name}, p50`, unit: 'ms', value: spread.p50 },
      { what: `strike → painted, ${name}, p99`, unit: 'ms', value: spread.p99, target: 50 },
      { what: `idle page and browser, ${name}, of one core`, unit: '%', value: idlePercent, target: 2 },
    );
  }
  const firstPaint = spreadOf(firstPaints).p50;
  return [
    ...rows,
    { what: 'Chromium’s start → first paint, p50', unit: 'ms', value: firstPaint, target: 1_000 },
    { what: 'script of the page, gzip', unit: 'kB', value: scriptBytes() / 1_000, target: 200 },
  ];
}

async function onPanel(panel: Panel) {
  const firstPaintMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const kiosk = await KioskOnScreen.start(panel);
    firstPaintMs.push(kiosk.firstPaintMs);
    await kiosk.close();
  }
  const kiosk = await KioskOnScreen.start(panel);
  const runs: Spread[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const taken: number[] = [];
    for (let i = 0; i < TAPS; i++) taken.push(await kiosk.tap());
    runs.push(spreadOf(taken));
  }
  await kiosk.page.waitForSelector('main[data-screen=idle]');
  await setTimeout(RESTED_MS);
  const idlePercent = await cpuPercent(await kiosk.processes(), IDLE_S);
  await kiosk.close();
  return { spread: medianRun(runs.slice(1)), firstPaintMs, idlePercent };
}

/** What is there before the first screen is: the page's own script and what it imports, without what follows it. */
function scriptBytes(): number {
  const files = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const first = files.find((name) => name.startsWith('index-'));
  if (first === undefined) throw new Error('the page was not built');
  const source = readFileSync(assets + first, 'utf8');
  const imported = files.filter((name) => source.includes(`from"./${name}"`));
  return [first, ...imported].reduce((sum, name) => sum + gzipSync(readFileSync(assets + name)).length, 0);
}
