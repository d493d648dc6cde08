import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildImage } from './image.ts';
import { fetchPackages } from './packages.ts';

// `npm run test:pi`: the controller as it ships, on a real kernel GPIO chip in an emulated Raspberry Pi 3.

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/pi', import.meta.url));
const LONGEST_MS = 15 * 60_000;
/** Emulated in software on a shared machine: what is slow here is the emulator. Well before the end of a 12 s pulse. */
const AT_ONCE_MS = 8_000;

type Found = { readonly what: string } & Record<string, unknown>;

const say = (text: string) => process.stdout.write(`${text}\n`);

say('Packages …');
const packages = fetchPackages(cache);
say('Image …');
const image = buildImage(cache, checkout, packages);

/** Boots a Pi and gathers what its script finds, until `isEnd`. */
async function boot(phase: string, isEnd: (found: readonly Found[]) => boolean): Promise<readonly Found[]> {
  const consoles = ['ttyAMA0', 'ttyAMA1', 'ttyS0'].map((name) => `console=${name},115200`);
  const kernel = [...consoles, 'rdinit=/init', 'iomem=relaxed', 'panic=-1', `ak=${phase}`].join(' ');
  const qemu = spawn(
    'qemu-system-aarch64',
    [
      ...['-M', 'raspi3b', '-display', 'none', '-monitor', 'none', '-serial', 'stdio', '-kernel', packages.kernel],
      ...['-dtb', packages.deviceTree, '-initrd', image, '-append', kernel],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const timer = setTimeout(() => qemu.kill('SIGKILL'), LONGEST_MS);
  const found: Found[] = [];
  for await (const line of createInterface(qemu.stdout)) {
    const told = /PI (\{.*\})/.exec(line)?.[1];
    if (told === undefined) {
      if (process.env.AK_PI_CONSOLE) say(line);
      continue;
    }
    say(`  ${told}`);
    found.push(JSON.parse(told));
    if (isEnd(found)) break;
  }
  clearTimeout(timer);
  qemu.kill('SIGKILL');
  return found;
}

let passed = 0;
let failed = 0;

function check(sentence: string, holds: () => void): void {
  try {
    holds();
    passed += 1;
    say(`✓ ${sentence}`);
  } catch (error) {
    failed += 1;
    say(`✗ ${sentence}: ${error instanceof Error ? error.message : error}`);
  }
}

say('A Pi at work …');
const work = await boot('work', (found) => found.at(-1)?.what === 'end');
const one = (what: string, all: readonly Found[] = work): Found => {
  const found = all.find((candidate) => candidate.what === what);
  assert.ok(found, `"${what}" was not found`);
  return found;
};
const isSoonLow = (what: string) => assert.ok(Number(one(what).lowAfterMs) < AT_ONCE_MS, JSON.stringify(one(what)));

check('arm64 Node runs', () => assert.equal(one('booted').arch, 'arm64'));
check('the strike is idle from the start, and its line is held', () => {
  assert.equal(one('held').high, false);
  assert.match(String(one('held').kernel), /allmanna-kontoret.*out lo/);
});
check('a card releases it, the kernel says so, and it is idle again after its time', () => {
  assert.match(String(one('pulse').kernel), /allmanna-kontoret.*out hi/);
  const lowAfter = Number(one('pulse').lowAfterMs);
  assert.ok(lowAfter > 9_000 && lowAfter < 15_000, `${lowAfter} ms`);
});
check('the controller is stopped in a pulse: idle at once', () => isSoonLow('controller stopped'));
check('kill -9 of the controller in a pulse: the keeper idles the line', () => isSoonLow('controller killed'));
check('kill -9 of the keeper in a pulse: the one after it takes the line idle', () => isSoonLow('keeper killed'));
check('kill -9 of both: the kernel leaves the line as it was, so that a resistor has to be there', () =>
  assert.equal(one('both killed').high, true),
);
check('the controller that is started after that takes the line idle', () =>
  assert.equal(one('started after both were killed').high, false),
);
check('onoff by the base of the chip, and libgpiod, side by side', () => assert.equal(one('side by side').both, true));
check('a pulse by onoff ends in its time', () => assert.ok(Number(one('onoff pulse').lowAfterMs) < 15_000));
check('onoff, kill -9 of the controller: the keeper idles the line', () => isSoonLow('onoff, controller killed'));

say('A Pi whose kernel is reset in a pulse …');
const boots = (found: readonly Found[]) => found.filter(({ what }) => what === 'booted');
const reset = await boot('reset', (found) => boots(found).length === 2 || found.at(-1)?.what === 'failed');
check('a reset of the kernel in a pulse: the line is an input again, and low', () => {
  assert.equal(one('before the reset', reset).high, true);
  assert.equal(boots(reset)[1]?.high, false);
});

say(`\n${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
