import assert from 'node:assert/strict';
import { join } from 'node:path';

/** A Debian tree that packages are tried in. */
export type Tree = {
  /** Runs a command inside, as root, to its end. */
  readonly run: (command: readonly string[]) => Promise<{ readonly code: number; readonly output: string }>;
  readonly copyIn: (hostFile: string, treePath: string) => Promise<void>;
};

/** Where `npm run package -- --version … --out …` put the packages of one version. */
export type Version = { readonly version: string; readonly folder: string };

export type Versions = {
  readonly architecture: 'amd64' | 'arm64';
  readonly older: Version;
  readonly newer: Version;
};

const PACKAGED = '/usr/lib/ak-controller/release';
const CURRENT = '/var/lib/ak-releases/current';
const UNITS = { 'ak-controller.service': 'disabled', 'ak-update.service': 'disabled', 'ak-update.timer': 'disabled' };
const SLOT = '/var/lib/ak-releases/a';
/** Where apt keeps what it has fetched. */
const ARCHIVES = '/var/cache/apt/archives';
const APT = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', '--allow-downgrades'];
const NATIVE = ['better-sqlite3', 'serialport', 'smartcard', 'node-libgpiod', 'onoff'];
/** What lies in the tree by a name of ours; what apt keeps of packages it has had is no leftover. */
const TRACES =
  "find / -xdev \\( -path /proc -o -path /sys -o -path /tmp -o -path /var/log -o -path /var/cache/apt \\) -prune -o \\( -name 'ak-*' -o -path '/etc/*/ak.conf' -o -path '/etc/ak*' -o -name kontoret \\) -print";

/**
 * Installs, upgrades, downgrades, removes and purges both packages in a tree that has what they depend on and none of
 * them; throws at a fault.
 */
export async function packagesComeAndGo(tree: Tree, { architecture, older, newer }: Versions): Promise<void> {
  const said = async (...command: readonly string[]) => {
    const { code, output } = await tree.run(command);
    assert.equal(code, 0, `${command.join(' ')} ended with ${code}:\n${output}`);
    return output.trim();
  };
  const install = async ({ version, folder }: Version, name: string, kind: string) => {
    const file = `${name}_${version}_${kind}.deb`;
    await tree.copyIn(join(folder, file), `${ARCHIVES}/${file}`);
    await said(...APT, `${ARCHIVES}/${file}`);
  };
  const controller = async (which: Version) => {
    await install(which, 'ak-controller', architecture);
    await installedWell(said, architecture, which.version);
  };

  await controller(older);
  await said('kontoret', '--help');
  await choosesRelease(said, () => controller(newer));
  await controller(older);
  await screenComesAndGoes(said, (which) => install(which, 'ak-kiosk', 'all'), { older, newer });
  await keepsWhenRemoved(said);
  await said('dpkg', '--purge', 'ak-controller');
  assert.equal(await said('sh', '-c', TRACES), '');
  // Their numbers are not given out again.
  await said('getent', 'passwd', 'ak-controller');
}

type Said = (...command: readonly string[]) => Promise<string>;

async function installedWell(said: Said, architecture: string, version: string): Promise<void> {
  assert.equal(await said('dpkg-query', '-W', '-f', '$' + '{Status}', 'ak-controller'), 'install ok installed');
  assert.equal(await said('dpkg', '--verify', 'ak-controller'), '');
  assert.equal(await said('sed', '-n', 's/.*"version": "\\(.*\\)",/\\1/p', `${CURRENT}/release.json`), version);
  for (const user of ['ak-controller', 'ak-kiosk']) await said('getent', 'passwd', user);
  // Known, and not to be started before the box has a config.
  for (const [unit, state] of Object.entries(UNITS))
    assert.equal(await said('sh', '-c', `systemctl --root=/ is-enabled ${unit} || true`), state);
  assert.equal(await said('stat', '-c', '%a %U', '/var/lib/ak-releases'), '755 root');
  const unsafe = `find ${PACKAGED} /usr/bin/kontoret \\( -perm /7022 -o ! -user root -o ! -group root \\) -print`;
  assert.equal(await said('sh', '-c', unsafe), '');
  const load = NATIVE.map((name) => `require('${name}')`).join(';');
  await said('sh', '-c', `cd ${PACKAGED} && ./bin/node -e "${load}"`);
  const machine = architecture === 'amd64' ? 'x64' : 'arm64';
  assert.equal(await said(`${CURRENT}/bin/node`, '-p', 'process.arch'), machine);
}

/** The slot of an update that is as new as the package stays; one that is older gives way, and a dead link is mended. */
async function choosesRelease(said: Said, upgrade: () => Promise<void>): Promise<void> {
  const running = () => said('readlink', '-f', CURRENT);
  await said('cp', '-a', PACKAGED, SLOT);
  await said('ln', '-sfn', SLOT, CURRENT);
  await said('dpkg-reconfigure', 'ak-controller');
  assert.equal(await running(), SLOT);
  await upgrade();
  assert.equal(await running(), PACKAGED);
  await said('ln', '-sfn', '/var/lib/ak-releases/gone', CURRENT);
  await said('dpkg-reconfigure', 'ak-controller');
  assert.equal(await running(), PACKAGED);
}

async function screenComesAndGoes(
  said: Said,
  install: (which: Version) => Promise<void>,
  { older, newer }: Pick<Versions, 'older' | 'newer'>,
): Promise<void> {
  for (const which of [older, newer, older]) {
    await install(which);
    assert.equal(await said('dpkg', '--verify', 'ak-kiosk'), '');
    assert.equal(await said('sh', '-c', 'systemctl --root=/ is-enabled ak-kiosk.service || true'), 'disabled');
  }
  await said('dpkg', '--purge', 'ak-kiosk');
  for (const gone of ['/usr/lib/ak-kiosk', '/etc/pam.d/ak-kiosk']) await said('sh', '-c', `test ! -e ${gone}`);
}

/** Data and settings stay, and a package that comes back finds them. */
async function keepsWhenRemoved(said: Said): Promise<void> {
  const kept = ['/var/lib/ak-controller/kiosk.sqlite', '/etc/ak/config.json', '/etc/modules-load.d/ak.conf'];
  for (const file of kept) await said('install', '-D', '/dev/null', file);
  await said('systemctl', '--root=/', 'enable', 'ak-controller.service');
  await said('dpkg', '--remove', 'ak-controller');
  await said('sh', '-c', `test ! -e ${PACKAGED}`);
  for (const file of kept) await said('test', '-f', file);
}
