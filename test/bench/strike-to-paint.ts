import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../support/chromium.ts';
import { alwaysOpen } from '../support/office.ts';
import { controllerCommand, controllerEnv } from './start.ts';
import { medianRun, type Spread, spreadOf } from './statistics.ts';

const TAPS = 60;
const RUNS = 3;

/** From the strike's command to the outcome painted in Chromium, in ms; null where there is no Chromium. */
export async function benchStrikeToPaint(): Promise<Spread | null> {
  if (!existsSync(chromiumPath)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'ak-bench-'));
  const trace = join(folder, 'strike-trace');
  const env = { ...controllerEnv(folder, alwaysOpen), AK_SIM_TRACE: trace };
  const child = spawn(process.execPath, controllerCommand, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (data) => {
      const match = /"event":"api-listening","url":"([^"]+)"/.exec(String(data));
      if (match?.[1]) resolve(match[1]);
    });
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${url}?token=${readFileSync(join(folder, 'kiosk-token'), 'utf8')}`);
  await page.waitForSelector('main');
  const tap = async (n: number): Promise<number> => {
    const uid = `04${n.toString(16).padStart(12, '0')}`;
    await fetch(`${url}sim/readers/front/present`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid }),
    });
    await page.waitForFunction((id) => document.documentElement.dataset.paintedTap === String(id), n);
    const paintedAt = await page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByName('tap-painted').at(-1)?.startTime ?? Number.NaN),
    );
    const commands = readFileSync(trace, 'utf8').trim().split('\n');
    const last = commands.map((line) => JSON.parse(line)).findLast(({ energised }) => energised === true);
    return paintedAt - last.atMs;
  };
  const runs: Spread[] = [];
  let n = 0;
  for (let run = 0; run <= RUNS; run++) {
    const taken: number[] = [];
    for (let i = 0; i < TAPS; i++) taken.push(await tap(++n));
    runs.push(spreadOf(taken));
  }
  await browser.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(folder, { recursive: true });
  return medianRun(runs.slice(1));
}
