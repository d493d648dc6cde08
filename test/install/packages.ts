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
const UNITS = { 'ak-controller.service': 'disabled', 'ak-update.service': 'static', 'ak-update.timer': 'disabled' };
/** Where apt keeps what it has fetched. */
const ARCHIVES = '/var/cache/apt/archives';
const NATIVE = ['better-sqlite3', 'serialport', 'smartcard', 'node-libgpiod', 'onoff'];
/** What lies in the tree by a name of ours; what apt keeps of packages it has had is no leftover. */
const TRACES =
  "find / -xdev \\( -path /proc -o -path /sys -o -path /tmp -o -path /var/log -o -path /var/cache/apt \\) -prune -o \\( -name 'ak-*' -o -path '/etc/ak*' -o -name kontoret \\) -print";

/** Installs, upgrades, downgrades, removes and purges both packages in a tree that has none of them; throws at a fault. */
export async function packagesComeAndGo(tree: Tree, { architecture, older, newer }: Versions): Promise<void> {
  const said = async (...command: readonly string[]) => {
    const { code, output } = await tree.run(command);
    assert.equal(code, 0, `${command.join(' ')} ended with ${code}:\n${output}`);
    return output.trim();
  };
  const install = async ({ version, folder }: Version, name: string, kind: string, ...how: readonly string[]) => {
    const file = `${name}_${version}_${kind}.deb`;
    await tree.copyIn(join(folder, file), `${ARCHIVES}/${file}`);
    await said(...how, `${ARCHIVES}/${file}`);
  };
  const apt = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', '--allow-downgrades'];
  const controller = (which: Version) => install(which, 'ak-controller', architecture, ...apt);
  const running = () => said('readlink', '-f', CURRENT);
  const runs = async ({ version }: Version) => {
    assert.equal(await said('sed', '-n', 's/.*"version": "\\(.*\\)",/\\1/p', `${CURRENT}/release.json`), version);
  };

  await said('apt-get', 'update', '-q');
  await controller(older);
  await installedWell(said, architecture);
  await runs(older);
  await said('kontoret', '--help');

  // The slot of an update that is as new as the package stays; one that is older gives way.
  await said('cp', '-a', PACKAGED, '/var/lib/ak-releases/a');
  await said('ln', '-sfn', '/var/lib/ak-releases/a', CURRENT);
  await said('dpkg-reconfigure', 'ak-controller');
  assert.equal(await running(), '/var/lib/ak-releases/a');
  await controller(newer);
  assert.equal(await running(), PACKAGED);
  await runs(newer);
  await installedWell(said, architecture);
  // A link that leads nowhere is mended.
  await said('ln', '-sfn', '/var/lib/ak-releases/gone', CURRENT);
  await said('dpkg-reconfigure', 'ak-controller');
  assert.equal(await running(), PACKAGED);

  await controller(older);
  await runs(older);
  await installedWell(said, architecture);

  // The browser it depends on is not what is looked at here.
  await install(older, 'ak-kiosk', 'all', 'dpkg', '--install', '--force-depends');
  await said('test', '-f', '/usr/lib/ak-kiosk/provisioning/kiosk/kiosk.js');
  await said('test', '-f', '/usr/lib/systemd/system/ak-kiosk.service');
  await install(newer, 'ak-kiosk', 'all', 'dpkg', '--install', '--force-depends');
  await said('dpkg', '--purge', 'ak-kiosk');
  assert.equal((await tree.run(['test', '-e', '/usr/lib/ak-kiosk'])).code, 1);

  await keepsWhenRemoved(said, tree);
  await said('dpkg', '--purge', 'ak-controller');
  assert.equal(await said('sh', '-c', TRACES), '');
  // Their numbers are not given out again.
  await said('getent', 'passwd', 'ak-controller');
}

type Said = (...command: readonly string[]) => Promise<string>;

async function installedWell(said: Said, architecture: string): Promise<void> {
  assert.equal(await said('dpkg-query', '-W', '-f', '$' + '{Status}', 'ak-controller'), 'install ok installed');
  assert.equal(await said('dpkg', '--verify', 'ak-controller'), '');
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

/** Data and settings stay, and a package that comes back finds them. */
async function keepsWhenRemoved(said: Said, tree: Tree): Promise<void> {
  await said('install', '-d', '-m', '0700', '-o', 'ak-controller', '/var/lib/ak-controller', '/etc/ak');
  await said('sh', '-c', 'echo a log > /var/lib/ak-controller/kiosk.sqlite');
  await said('sh', '-c', 'echo "{}" > /etc/ak/config.json');
  await said('systemctl', '--root=/', 'enable', 'ak-controller.service');
  await said('dpkg', '--remove', 'ak-controller');
  assert.equal((await tree.run(['test', '-e', PACKAGED])).code, 1);
  await said('test', '-f', '/var/lib/ak-controller/kiosk.sqlite');
  await said('test', '-f', '/etc/ak/config.json');
}
