import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromiumFlags } from '../kiosk/chromium-flags.js';
import { LaunchFault } from './console.js';
import { dataFolder, inRoot } from './paths.js';

/**
 * Which shell shows the screen, and why. `AK_SHELL` chooses; without it Electron where its binary is, else Chromium,
 * else none. The answer's `open(url)` starts it as the leader of a process group of its own and returns the child
 * process; `showsFiles` tells whether it may be given a file as well. Chromium begins with nothing in `profile`.
 */
export function chooseShell(env = process.env, profile = join(dataFolder, 'chromium')) {
  const wanted = env.AK_SHELL || 'any';
  if (!['any', 'electron', 'chromium', 'cage', 'none'].includes(wanted))
    throw new LaunchFault(`AK_SHELL is "${wanted}"; it can be electron, chromium, cage or none.`);
  if (wanted === 'none') return { name: 'none', why: 'AK_SHELL=none' };
  if (wanted === 'cage') return chooseCage(env, profile);
  const lacksDisplay = !env.DISPLAY && !env.WAYLAND_DISPLAY;
  if (lacksDisplay && wanted === 'any') return { name: 'none', why: 'there is no display' };
  if (lacksDisplay) throw new LaunchFault(`AK_SHELL=${wanted} needs a display (DISPLAY or WAYLAND_DISPLAY).`);
  const electron = wanted === 'chromium' ? null : findElectron(env);
  if (electron)
    return { name: 'electron', why: electron, showsFiles: false, open: (url) => openElectron(electron, url, env) };
  if (wanted === 'electron') throw new LaunchFault('AK_SHELL=electron, and Electron’s binary is not there.');
  const chromium = findChromium(env);
  if (chromium) {
    const kiosk = env.AK_KIOSK === '1';
    const open = (url) => openFresh(profile, chromium, chromiumFlags({ url, profile, kiosk, wayland: false }), env);
    return { name: 'chromium', why: chromium, showsFiles: true, open };
  }
  if (wanted === 'chromium') throw new LaunchFault('AK_SHELL=chromium, and Chromium is not there.');
  return { name: 'none', why: 'neither Electron nor Chromium is there' };
}

/** Electron's own package downloads its binary at first use; here it is only looked for. */
function findElectron(env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || inRoot('node_modules', 'electron', 'dist');
  const pathFile = inRoot('node_modules', 'electron', 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  return existsSync(join(folder, name)) ? join(folder, name) : null;
}

/** A Wayland compositor that shows one program, full screen: on the console of a box there is nothing but the page. */
function chooseCage(env, profile) {
  const [cage, chromium] = [findOnPath(env, ['cage']), findChromium(env)];
  if (!cage || !chromium) throw new LaunchFault('AK_SHELL=cage needs cage and Chromium.');
  if (process.getuid?.() === 0) throw new LaunchFault('AK_SHELL=cage: cage is not to be run by root.');
  const open = (url) => {
    const flags = chromiumFlags({ url, profile, kiosk: true, wayland: true });
    return openFresh(profile, cage, ['-d', '--', chromium, ...flags], env);
  };
  return { name: 'cage', why: `${cage}, ${chromium}`, showsFiles: true, open };
}

function findChromium(env) {
  return findOnPath(env, ['chromium', 'chromium-browser', 'google-chrome']);
}

function findOnPath(env, names) {
  const folders = (env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file)) ?? null;
}

function openElectron(binary, url, env) {
  // Electron and Chromium refuse their sandbox to root; who starts a screen as root has given that up.
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...rootFlags, inRoot('.build', 'electron', 'main.js')];
  return spawn(binary, args, { env: { ...env, AK_START_URL: url }, stdio: 'ignore', detached: true });
}

/**
 * With an empty profile each time: nothing is offered to be restored, no lock of a power cut or of another host name
 * is in the way, and nothing grows for months. The page keeps nothing there.
 */
function openFresh(profile, binary, args, env) {
  rmSync(profile, { recursive: true, force: true });
  return spawn(binary, args, { env, stdio: 'ignore', detached: true });
}
