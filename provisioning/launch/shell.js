import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LaunchFault } from './console.js';
import { dataFolder, inRoot } from './paths.js';

/**
 * Which shell shows the screen, and why. `AK_SHELL` chooses; without it Electron where its binary is, else Chromium,
 * else none. The answer's `open(url)` starts it and returns the child process.
 */
export function chooseShell(env = process.env) {
  const wanted = env.AK_SHELL || 'any';
  if (!['any', 'electron', 'chromium', 'none'].includes(wanted))
    throw new LaunchFault(`AK_SHELL is "${wanted}"; it can be electron, chromium or none.`);
  if (wanted === 'none') return { name: 'none', why: 'AK_SHELL=none' };
  const lacksDisplay = !env.DISPLAY && !env.WAYLAND_DISPLAY;
  if (lacksDisplay && wanted === 'any') return { name: 'none', why: 'there is no display' };
  if (lacksDisplay) throw new LaunchFault(`AK_SHELL=${wanted} needs a display (DISPLAY or WAYLAND_DISPLAY).`);
  const electron = wanted === 'chromium' ? null : findElectron(env);
  if (electron) return { name: 'electron', why: electron, open: (url) => openElectron(electron, url) };
  if (wanted === 'electron') throw new LaunchFault('AK_SHELL=electron, and Electron’s binary is not there.');
  const chromium = findChromium(env);
  if (chromium) return { name: 'chromium', why: chromium, open: (url) => openChromium(chromium, url) };
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

function findChromium(env) {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file)) ?? null;
}

/** Electron and Chromium refuse their sandbox to root; who starts a screen as root has given that up. */
const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function openElectron(binary, url) {
  const env = { ...process.env, AK_START_URL: url };
  return spawn(binary, [...rootFlags, inRoot('.build', 'electron', 'main.js')], { env, stdio: 'ignore' });
}

function openChromium(binary, url) {
  const flags = [
    `--app=${url}`,
    `--user-data-dir=${join(dataFolder, 'chromium')}`,
    '--window-size=1280,800',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    '--autoplay-policy=no-user-gesture-required',
  ];
  return spawn(binary, [...rootFlags, ...flags], { stdio: 'ignore' });
}
