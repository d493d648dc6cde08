import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseTree, unpackTree } from './base-tree.ts';
import { Box, NODE, RELAY_ON } from './box.ts';
import { Checks } from './checks.ts';
import { comeAndGo } from './come-and-go.ts';
import { confined } from './confined.ts';
import { livesOn } from './later-life.ts';
import { Machine } from './machine.ts';
import { measures } from './measures.ts';
import type { Version } from './packages.ts';
import { pictureTheBox, takePicture } from './pictures.ts';
import { readmeBlock } from './readme-commands.ts';
import { showsThePage } from './screen.ts';
import { putSurroundings, putWorkplace } from './surroundings.ts';
import { survives } from './survives.ts';
import { until } from './until.ts';

// `npm run test:install`: from an empty Debian to a working door, by the very commands of README.

const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
/** Where the launcher had the packages made: of this version, and of a later one. */
const packages = fileURLToPath(new URL('../../.build/packages', import.meta.url));
const later = fileURLToPath(new URL('../../.build/packages-later', import.meta.url));
/** Where the commands are typed: of the operator's computer and of the box alike. */
const WORKPLACE = '/root';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const checks = new Checks(say);

async function install(box: Box): Promise<boolean> {
  const { machine } = box;
  const script = async (marker: string) => {
    const { exit, out } = await machine.script(WORKPLACE, readmeBlock(marker));
    if (exit !== 0) throw new Error(out);
    return out;
  };
  const installs = async () => {
    const looks = readmeBlock('install-box').replace('box install', 'box install --check');
    takePicture('box-install-check', (await machine.script(WORKPLACE, looks)).out);
    takePicture('box-install', await script('install-box'));
    return true;
  };
  const runs = async (marker: string) => {
    await script(marker);
    return true;
  };
  const broker = async () => {
    await machine.text('sh', '-c', `install -o mosquitto -m 0400 ${WORKPLACE}/broker/* /etc/mosquitto/ak/`);
    await machine.text('systemctl', 'enable', '--now', 'mosquitto');
    await machine.text('systemctl', 'start', 'central');
    await box.isActive('mosquitto');
    return true;
  };
  return (
    (await checks.holds('the packages install, as README has it', () => runs('install-packages'))) &&
    (await checks.holds('an operator and an office are made, as README has it', () => runs('install-office'))) &&
    (await checks.holds('the broker takes the certificate that was made for it', broker)) &&
    (await checks.holds('the box is installed, as README has it', installs)) &&
    (await checks.holds('the door’s unit says that it decides', async () => {
      await box.isActive('ak-controller');
      return `${await box.startMs()} ms after its first start`;
    }))
  );
}

/** From the card to the strike, and to central staff. */
async function works(box: Box): Promise<void> {
  const { machine } = box;
  await checks.holds('a card on the PC/SC reader releases the strike', async () => {
    const before = await box.boardHeard();
    await box.tap('04A1B2C3D4E581');
    await box.boardHears(RELAY_ON, before);
    return true;
  });
  await checks.holds('it speaks, with what the package recommends', async () => {
    const asked = `fetch('http://127.0.0.1:7380/api/health').then(async (answer) => console.log((await answer.json()).speech.state))`;
    return (await machine.text(NODE, '-e', asked)).trim() === 'ready';
  });
  await checks.holds('the entry is told by MQTT over TLS, with the box’s certificate', async () =>
    until('the entry', 15_000, async () => {
      const events = (await box.feed()).filter((line) => line.startsWith('ak/v1/kommunen/storgatan-1/events '));
      return events.some((line) => line.includes('access-granted')) ? true : null;
    }),
  );
}

async function againInstalled(box: Box): Promise<void> {
  const { machine } = box;
  const block = readmeBlock('install-box');
  await checks.holds('a second installation finds nothing to do', async () => {
    const { exit, out } = await machine.script(WORKPLACE, block);
    return exit === 0 && out.includes('nothing was changed') ? true : Promise.reject(new Error(out));
  });
  await checks.holds('--check tells what somebody changed, and changes nothing', async () => {
    const check = () => machine.script(WORKPLACE, block.replace('box install', 'box install --check'));
    await machine.text('chmod', '644', '/etc/ak/keys/box.key');
    const [found, again] = [await check(), await check()];
    return found.exit === 1 && found.out.includes('broker key') && again.out === found.out;
  });
  await checks.holds('which the next installation mends', async () => {
    const { exit } = await machine.script(WORKPLACE, block);
    return exit === 0 && (await machine.text('stat', '-c', '%a', '/etc/ak/keys/box.key')) === '600';
  });
}

/** The tests are run by night, too. Throws when the config has no hours. */
function openAtAnyHour(config: string): string {
  const open = config.replace(/(?<="openingHours": ")[^"]+/, '24/7');
  if (open === config) throw new Error('the config of README.md has no opening hours');
  return open;
}

async function run(folder: string): Promise<void> {
  const tree = join(folder, 'box');
  say('An empty Debian …');
  unpackTree(baseTree(cache), tree);
  putSurroundings(tree);
  const debs = readdirSync(packages).filter((name) => /_(amd64|all)\.deb$/.test(name));
  const paths = debs.map((name) => join(packages, name));
  putWorkplace(tree, paths, openAtAnyHour(readmeBlock('install-config')));
  const machine = new Machine(tree);
  const box = new Box(machine);
  try {
    say('It boots …');
    await machine.boot();
    if (!(await install(box))) return;
    await works(box);
    await pictureTheBox(box, WORKPLACE);
    await againInstalled(box);
    await measures(box, checks);
    await confined(box, checks);
    await showsThePage(box, checks);
    await survives(box, checks);
    await livesOn(box, checks, { path: WORKPLACE, outside: join(tree, WORKPLACE) }, later);
  } finally {
    await machine.powerOff();
  }
}

async function packagesAlone(folder: string): Promise<void> {
  const tree = join(folder, 'no-box');
  unpackTree(baseTree(cache), tree);
  await comeAndGo(tree, versionIn(packages), versionIn(later), checks);
}

function versionIn(folder: string): Version {
  const [, version] = /_([\d.]+)_all\.deb$/m.exec(readdirSync(folder).join('\n')) ?? [];
  if (version === undefined) throw new Error(`there are no packages in ${folder}`);
  return { version, folder };
}

// Ended by hand, the machine goes too: it is told by `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

// Not below /tmp, which may be in memory.
const folder = mkdtempSync('/var/tmp/ak-install-');
try {
  await run(folder);
  await packagesAlone(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(checks.summary());
process.exit(checks.failed === 0 ? 0 : 1);
