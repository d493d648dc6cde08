import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, type Page } from '@playwright/test';
import { connectedTo } from './debugger-line.ts';
import type { E2eController } from './e2e-controller.ts';
import { KioskShell } from './kiosk-shell.ts';
import { startXvfb } from './xvfb.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const electronPath = fromRoot('node_modules/electron/dist/electron');

/** The size of a window within a display that a nested compositor takes, whatever it is asked for (wlroots 0.15). */
const NESTED = '1024x768';

export type OpenShell = { readonly page: Page; close(): Promise<void> };

export type ShellUnderTest = {
  readonly name: string;
  /** Why it cannot be run here; null when it can. */
  readonly lacking: string | null;
  /** Shows the box's screen in a display of its own. */
  open(controller: E2eController): Promise<OpenShell>;
};

function lackingFor(files: readonly string[]): string | null {
  const missing = files.filter((file) => !existsSync(`/usr/bin/${file}`));
  if (missing.length > 0) return `${missing.join(', ')} is not on this machine`;
  return process.getuid?.() === 0 ? null : 'only root can lay policies over /etc/chromium for one process';
}

async function display(controller: E2eController) {
  const folder = join(controller.folder, 'display');
  mkdirSync(folder, { recursive: true });
  return startXvfb(folder, NESTED);
}

/** The kiosk's service as it ships, looked into by its own debugging port, which the test alone opens. */
async function openKiosk(controller: E2eController, shell: 'chromium' | 'cage'): Promise<OpenShell> {
  const xvfb = await display(controller);
  const config = fromRoot('provisioning/kiosk/openbox.xml');
  const env = { ...process.env, DISPLAY: xvfb.name };
  const manager: ChildProcess | null =
    shell === 'chromium' ? spawn('openbox', ['--config-file', config], { env, stdio: 'ignore' }) : null;
  const kiosk = KioskShell.start({ data: controller.folder, shell, display: xvfb.name, lookInside: true });
  const close = async () => {
    await kiosk.stop();
    manager?.kill();
    await xvfb.stop();
  };
  try {
    return { page: await pageIn(kiosk, controller.url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function pageIn(kiosk: KioskShell, url: string): Promise<Page> {
  await expect.poll(() => kiosk.debuggerUrl(), { timeout: 20_000 }).not.toBeNull();
  const browser = await connectedTo(kiosk.debuggerUrl() ?? '');
  const find = () =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().startsWith(url));
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  const page = find();
  if (page === undefined) throw new Error(kiosk.said);
  return page;
}

async function openElectron(controller: E2eController): Promise<OpenShell> {
  const xvfb = await display(controller);
  const app = await _electron.launch({
    executablePath: electronPath,
    args: ['--no-sandbox', fromRoot('.build/electron/main.js')],
    env: { ...process.env, DISPLAY: xvfb.name, AK_KIOSK: '1', AK_START_URL: controller.startAddress() },
  });
  return {
    page: await app.firstWindow(),
    async close() {
      await app.close();
      await xvfb.stop();
    },
  };
}

export const shells: readonly ShellUnderTest[] = [
  {
    name: 'Chromium in cage',
    lacking: lackingFor(['chromium', 'cage', 'Xwayland', 'Xvfb']),
    open: (controller) => openKiosk(controller, 'cage'),
  },
  {
    name: 'Chromium on X, with openbox',
    lacking: lackingFor(['chromium', 'openbox', 'Xvfb']),
    open: (controller) => openKiosk(controller, 'chromium'),
  },
  {
    name: 'Electron',
    lacking: existsSync(electronPath) ? null : 'Electron’s binary is not on this machine',
    open: openElectron,
  },
];
