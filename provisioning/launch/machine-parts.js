import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { LaunchFault, run, say, step } from './console.js';

/** Debian packages that the tests use for real, and why. */
const forTests = {
  pcscd: 'the PC/SC daemon',
  'vsmartcard-vpcd': 'a PC/SC reader without hardware',
  'libpcsclite-dev': 'to build the PC/SC addon',
  'g++': 'to build it and the disk-fault library',
  mosquitto: 'a real MQTT broker',
  'mosquitto-clients': 'a real MQTT subscriber',
  ejabberd: 'a real MQTT cluster of two brokers, one of which is killed',
  openssl: 'certificates of boxes and brokers',
  chromium: 'the kiosk screen',
  'fonts-noto-core': 'its letters',
  'espeak-ng': 'what reads the screens aloud',
  'alsa-utils': 'aplay, by which headphones are spoken to',
  socat: 'serial lines without hardware',
  systemd: 'systemd-notify, by which the controller tells that it is well',
  xvfb: 'a display without a screen',
  openbox: 'a window manager for it',
  xdotool: 'keys, buttons and wheels of hands that try to break out of the kiosk',
  cage: 'the compositor of the kiosk, which shows one program',
  xwayland: 'of which cage is built',
};

/** While packages are installed nothing that they bring is started (policy-rc.d, Debian Policy §9.3.3.1). */
const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_TEXT = '#!/bin/sh\n# Of the public office: while its launcher installs packages.\nexit 101\n';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Installs by apt what of these is missing (name: what it is for). Returns a line for each that could not be had. */
export async function installMachineParts(packages = forTests) {
  const names = Object.keys(packages);
  const missing = await missingPackages(names);
  if (missing.length === 0) return [];
  const apt = await findApt();
  if (apt === null) return missing.map((name) => `${name} (${packages[name]}): there is no apt, or no right to use it`);
  say(`Debian packages that are missing: ${missing.join(', ')}`);
  try {
    await step('Reading the package lists', apt.command, [...apt.args, 'apt-get', 'update', '-q'], { env: apt.env });
    await withoutStartingServices(() => installEach(apt, missing));
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    say(error.message);
  }
  return (await missingPackages(names)).map((name) => `${name} (${packages[name]}): apt could not install it`);
}

async function installEach(apt, names) {
  const install = (wanted) => [...apt.args, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...wanted];
  try {
    await step('Installing Debian packages', apt.command, install(names), { env: apt.env });
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    // One that cannot be had must not keep the others away.
    for (const name of names) await run(apt.command, install([name]), { env: apt.env });
  }
}

async function missingPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders.
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

async function findApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if ((await run('apt-get', ['--version'])).code !== 0) return null;
  if (process.getuid?.() === 0) return { command: 'env', args: [], env };
  if ((await run('sudo', ['-n', 'true'])).code !== 0) return null;
  return { command: 'sudo', args: ['-n', 'DEBIAN_FRONTEND=noninteractive'], env };
}

/** `policy` is gone afterwards, Ctrl-C or not; what a launcher left that was killed goes too, and anybody else's stays. */
export async function withoutStartingServices(install, policy = POLICY) {
  const isOthers = existsSync(policy) && readFileSync(policy, 'utf8') !== POLICY_TEXT;
  if (process.getuid?.() !== 0 || isOthers) return install();
  const end = (signal) => {
    rmSync(policy, { force: true });
    // Nobody listens to it any more: it does what it does.
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    writeFileSync(policy, POLICY_TEXT, { mode: 0o755 });
    await install();
  } finally {
    rmSync(policy, { force: true });
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
