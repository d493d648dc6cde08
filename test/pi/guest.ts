import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

// Runs inside the emulated Pi, as the only thing there: starts the controller as it ships and watches the line of its
// strike from outside. Each finding is a line `PI {json}` on the console.

const STRIKE = 17;
const OLD_STRIKE = 18;
/** GPLEV0 of the BCM2837: the level of each pin, whoever drives it (BCM2835 ARM Peripherals, §6.1). */
const LEVELS = '0x3f200034';
const LONGEST_MS = 120_000;

type Box = { readonly process: ChildProcess; readonly url: string };

const tell = (what: string, found: object) => console.log(`PI ${JSON.stringify({ what, ...found })}`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function isHigh(line: number): boolean {
  const { stdout } = spawnSync('/bin/busybox', ['devmem', LEVELS, '32'], { encoding: 'utf8' });
  return ((Number(stdout.trim()) >>> line) & 1) === 1;
}

/** The kernel's own list of the lines of the Pi's chip that somebody holds. */
function kernelSays(line: number): string {
  const list = readFileSync('/sys/kernel/debug/gpio', 'utf8');
  const chip = /gpiochip0: GPIOs (\d+)-.*?(?=\n\n|$)/s.exec(list);
  const entry = chip?.[0].split('\n').find((text) => text.includes(`gpio-${Number(chip[1]) + line} `));
  return entry?.replace(/\s+/g, ' ').trim() ?? 'not listed';
}

/** How long it took, in ms. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<number> {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > LONGEST_MS) throw new Error(`never: ${what}`);
    await pause(5);
  }
  return Math.round(performance.now() - from);
}

async function startBox(name: string, line: number, backend: string): Promise<Box> {
  const folder = `/data/${name}`;
  const strike = { via: 'gpio', chip: 'gpiochip0', line, activeLevel: 'high' };
  const config = {
    schemaVersion: 1,
    office: { operator: 'pi', id: 'kontoret', name: 'Pi', openingHours: '24/7', seats: 10, maxPersons: 10 },
    policy: 'open',
    doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', strike, accessTimeMs: 12_000 }],
    readers: [{ id: 'front', door: 'entrance', driver: 'simulated' }],
    gpio: { backend },
    repeatTapMs: 0,
  };
  writeFileSync(`/tmp/${name}.json`, JSON.stringify(config));
  rmSync(`${folder}/api-url`, { force: true });
  const env = { ...process.env, AK_CONFIG: `/tmp/${name}.json`, AK_DATA_DIR: folder };
  const child = spawn('/bin/node', ['/ak/.build/controller/main.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await until('the controller serves', () => existsSync(`${folder}/api-url`));
  const url = readFileSync(`${folder}/api-url`, 'utf8');
  await until('the strike is ready', async () => {
    const health = await fetch(new URL('/api/health', url)).then(
      (answer) => answer.json(),
      () => null,
    );
    return health?.doors[0].strike.state === 'ready';
  });
  return { process: child, url };
}

/** Until the line is high. */
async function tap(box: Box, line: number): Promise<number> {
  const body = JSON.stringify({ uid: '04A1B2C3D4E5F6' });
  const headers = { 'content-type': 'application/json' };
  await fetch(new URL('/sim/readers/front/present', box.url), { method: 'POST', body, headers });
  return until('the strike is released', () => isHigh(line));
}

const low = (line: number) => until('the strike is idle', () => !isHigh(line));

/** Processes whose command line names this. */
function pidsOf(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name))
    .map(Number);
}

const kill9 = (pid: number | undefined) => pid !== undefined && process.kill(pid, 'SIGKILL');

async function work(): Promise<void> {
  let box = await startBox('new', STRIKE, 'libgpiod');
  tell('held', { kernel: kernelSays(STRIKE), high: isHigh(STRIKE) });
  await tap(box, STRIKE);
  const kernel = kernelSays(STRIKE);
  tell('pulse', { kernel, lowAfterMs: await low(STRIKE) });

  await tap(box, STRIKE);
  box.process.kill('SIGTERM');
  tell('controller stopped', { lowAfterMs: await low(STRIKE) });
  await until('it has ended', () => pidsOf('main.js').length === 0);

  box = await startBox('new', STRIKE, 'libgpiod');
  await tap(box, STRIKE);
  kill9(box.process.pid);
  tell('controller killed', { lowAfterMs: await low(STRIKE) });
  await until('the keeper has ended', () => pidsOf('gpio-child').length === 0);

  box = await startBox('new', STRIKE, 'libgpiod');
  await tap(box, STRIKE);
  kill9(pidsOf('gpio-child')[0]);
  tell('keeper killed', { highAtOnce: isHigh(STRIKE), lowAfterMs: await low(STRIKE) });
  await until('the strike is ready again', () => kernelSays(STRIKE).includes('allmanna-kontoret'));

  await tap(box, STRIKE);
  kill9(pidsOf('gpio-child')[0]);
  kill9(box.process.pid);
  await pause(15_000);
  tell('both killed', { high: isHigh(STRIKE), kernel: kernelSays(STRIKE) });
  box = await startBox('new', STRIKE, 'libgpiod');
  tell('started after both were killed', { high: isHigh(STRIKE) });

  const old = await startBox('old', OLD_STRIKE, 'onoff');
  const base = readdirSync('/sys/class/gpio').find((name) => name.startsWith('gpiochip'));
  await tap(old, OLD_STRIKE);
  await tap(box, STRIKE);
  const both = isHigh(STRIKE) && isHigh(OLD_STRIKE);
  tell('side by side', { both, base, onoff: kernelSays(OLD_STRIKE), libgpiod: kernelSays(STRIKE) });
  tell('onoff pulse', { lowAfterMs: await low(OLD_STRIKE) });
  await low(STRIKE);
  await tap(old, OLD_STRIKE);
  kill9(old.process.pid);
  tell('onoff, controller killed', { lowAfterMs: await low(OLD_STRIKE) });
}

async function reset(): Promise<void> {
  const box = await startBox('new', STRIKE, 'libgpiod');
  await tap(box, STRIKE);
  tell('before the reset', { high: isHigh(STRIKE) });
  // The watchdog's own full reset (PM_WDOG, PM_RSTC): what the Pi does when nobody feeds it.
  spawnSync('/bin/busybox', ['devmem', '0x3f100024', '32', '0x5a000001']);
  spawnSync('/bin/busybox', ['devmem', '0x3f10001c', '32', '0x5a000020']);
  await pause(LONGEST_MS);
}

tell('booted', { high: isHigh(STRIKE), node: process.version, arch: process.arch });
await (process.argv[2] === 'reset' ? reset() : work()).catch((error) => {
  tell('failed', { error: String(error) });
});
tell('end', {});
